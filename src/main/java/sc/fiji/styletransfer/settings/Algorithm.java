package sc.fiji.styletransfer.settings;

import java.util.function.Supplier;
import sc.fiji.styletransfer.optimise.Adam;
import sc.fiji.styletransfer.optimise.Lbfgs;
import sc.fiji.styletransfer.optimise.Optimizer;
import sc.fiji.styletransfer.optimise.Preconditioner;
import sc.fiji.styletransfer.optimise.StepLength;
import sc.fiji.styletransfer.optimise.Vector;
import sc.fiji.styletransfer.optimise.VectorStore;

/** The minimisers to choose from. */
public enum Algorithm {
  /** {@link Lbfgs}. */
  LBFGS {
    @Override
    public <V extends Vector<V>> Optimizer<V> create(
        final TransferSettings settings,
        final Preconditioner<V> preconditioner,
        final Supplier<VectorStore<V>> storage) {
      final double limit = settings.get(Settings.STEP_LIMIT);
      return new Lbfgs<>(
          settings.get(Settings.LEARNING_RATE),
          settings.get(Settings.HISTORY),
          limit == 0 ? StepLength.<V>free() : StepLength.<V>bounded(limit / FIRST_STEP, limit),
          preconditioner,
          storage);
    }
  },
  /** {@link Adam}. */
  ADAM {
    @Override
    public <V extends Vector<V>> Optimizer<V> create(
        final TransferSettings settings,
        final Preconditioner<V> preconditioner,
        final Supplier<VectorStore<V>> storage) {
      return new Adam<>(settings.get(Settings.LEARNING_RATE));
    }
  };

  /** How many times shorter than the longest step the first is. */
  private static final int FIRST_STEP = 30;

  /**
   * @param settings say how it is to be configured
   * @param preconditioner for those that take one; Adam scales every pixel by itself
   * @param storage makes an empty store, for those that remember many vectors
   * @return a fresh minimiser
   */
  public abstract <V extends Vector<V>> Optimizer<V> create(
      TransferSettings settings,
      Preconditioner<V> preconditioner,
      Supplier<VectorStore<V>> storage);
}
