package sc.fiji.styletransfer.transfer;

import java.util.function.Supplier;
import sc.fiji.styletransfer.optimise.Adam;
import sc.fiji.styletransfer.optimise.Lbfgs;
import sc.fiji.styletransfer.optimise.Optimizer;
import sc.fiji.styletransfer.optimise.Preconditioner;
import sc.fiji.styletransfer.optimise.StepLength;
import sc.fiji.styletransfer.optimise.VectorStore;
import sc.fiji.styletransfer.pixels.SpectralPreconditioner;
import sc.fiji.styletransfer.pixels.TensorVector;
import sc.fiji.styletransfer.settings.Preconditioning;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;

/** Creates the optimiser that the settings of a run choose. */
final class Optimizers {

  /** Ratio of the longest step to the first step. */
  private static final int FIRST_STEP = 30;

  private Optimizers() {}

  /**
   * Creates an optimiser.
   *
   * @param settings method, learning rate, step limit and length of the history
   * @param spectrum preconditioner for L-BFGS if the settings choose it; Adam scales every pixel by
   *     itself
   * @param stores creates an empty store for the history of L-BFGS
   * @return a new optimiser
   */
  static Optimizer<TensorVector> of(
      final TransferSettings settings,
      final SpectralPreconditioner spectrum,
      final Supplier<VectorStore<TensorVector>> stores) {
    final double learningRate = settings.get(Settings.LEARNING_RATE);
    return switch (settings.get(Settings.OPTIMIZER)) {
      case ADAM -> new Adam<>(learningRate);
      case LBFGS ->
          new Lbfgs<>(
              learningRate,
              settings.get(Settings.HISTORY),
              stepLength(settings.get(Settings.STEP_LIMIT)),
              preconditioner(settings, spectrum),
              stores);
    };
  }

  private static StepLength<TensorVector> stepLength(final double limit) {
    return limit == 0 ? StepLength.free() : StepLength.bounded(limit / FIRST_STEP, limit);
  }

  private static Preconditioner<TensorVector> preconditioner(
      final TransferSettings settings, final SpectralPreconditioner spectrum) {
    return settings.get(Settings.PRECONDITIONER) == Preconditioning.SPECTRAL
        ? spectrum
        : Preconditioner.none();
  }
}
