package sc.fiji.styletransfer.transfer;

import ai.djl.ndarray.NDArray;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.optimise.Objective;
import sc.fiji.styletransfer.optimise.Optimizer;

/** The loop: evaluate, report, move, until the last evaluation or until told to stop. */
final class Optimisation {

  private final int evaluations;
  private final ProgressListener listener;
  private final Function<NDArray, Img<FloatType>> toPicture;
  private final long begin = System.nanoTime();

  private LossTerms loss;
  private int evaluation;
  private boolean cancelled;

  /**
   * @param evaluations how many at most
   * @param toPicture from the optimised pixels to what they show
   * @param listener told of each
   */
  Optimisation(
      final int evaluations,
      final Function<NDArray, Img<FloatType>> toPicture,
      final ProgressListener listener) {
    this.evaluations = evaluations;
    this.toPicture = toPicture;
    this.listener = listener;
  }

  /** Receives the terms of an evaluation from the loss. */
  void accept(final LossTerms terms) {
    loss = terms;
  }

  /**
   * Moves the pixels until they have been evaluated as often as planned; the last move is followed
   * by an evaluation, so that the loss reported is that of the picture returned.
   */
  TransferResult run(
      final TensorVector pixels,
      final Objective<TensorVector> objective,
      final Optimizer<TensorVector> optimizer) {
    try (TensorVector gradient = pixels.duplicate()) {
      while (true) {
        requireFinite(objective.evaluate(pixels, gradient));
        evaluation++;
        listener.evaluated(progress(pixels));
        cancelled = listener.isCancelled();
        if (cancelled || evaluation == evaluations) return result(pixels);
        optimizer.update(pixels, gradient);
      }
    }
  }

  private Progress progress(final TensorVector pixels) {
    return new Progress(
        evaluation,
        evaluations,
        PictureSize.of(pixels.array()),
        loss,
        seconds(),
        () -> toPicture.apply(pixels.array()));
  }

  private TransferResult result(final TensorVector pixels) {
    return new TransferResult(
        toPicture.apply(pixels.array()), loss, evaluation, seconds(), cancelled);
  }

  private void requireFinite(final double value) {
    if (!Double.isFinite(value))
      throw new StyleTransferException(
          "The loss became %s at evaluation %d; lower the learning rate or the weights."
              .formatted(value, evaluation + 1));
  }

  private double seconds() {
    return (double) (System.nanoTime() - begin) / TimeUnit.SECONDS.toNanos(1);
  }
}
