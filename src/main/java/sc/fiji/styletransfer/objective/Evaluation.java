package sc.fiji.styletransfer.objective;

import java.util.function.Consumer;
import java.util.function.Supplier;
import sc.fiji.styletransfer.loss.LossTerms;
import sc.fiji.styletransfer.loss.LossWeighting;

/**
 * How an objective evaluates its losses.
 *
 * @param tileSide longest side of a tile in pixels; 0 evaluates the whole picture at once
 * @param weighting returns the weighting of the next evaluation
 * @param listener receives the unweighted terms of each evaluation
 */
public record Evaluation(
    int tileSide, Supplier<LossWeighting> weighting, Consumer<LossTerms> listener) {

  /** Passes terms to the listener and returns the value of the minimised function. */
  double report(final LossTerms terms, final LossWeighting used) {
    listener.accept(terms);
    return used.value(terms);
  }

  /**
   * Creates an evaluation in which every term has its own weight.
   *
   * @param tileSide longest side of a tile in pixels; 0 evaluates the whole picture at once
   * @param listener receives the terms of each evaluation
   */
  public Evaluation(final int tileSide, final Consumer<LossTerms> listener) {
    this(tileSide, () -> LossWeighting.NEUTRAL, listener);
  }
}
