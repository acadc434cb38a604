package sc.fiji.styletransfer.objective;

import ai.djl.ndarray.NDManager;
import java.util.Set;
import sc.fiji.styletransfer.features.ResponseScale;
import sc.fiji.styletransfer.network.InputConvention;
import sc.fiji.styletransfer.network.NetworkWidths;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.optimise.Objective;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.pixels.TensorVector;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.tensor.TensorSession;

/**
 * Evaluates the losses of large scales on other machines, tile by tile. The optimiser and the small
 * scales stay on this machine.
 */
public interface LossDistribution {

  /** Evaluates every scale on this machine. */
  LossDistribution NONE =
      new LossDistribution() {
        @Override
        public boolean includes(final PictureSize size) {
          return false;
        }

        @Override
        public DistributedObjective prepare(final Problem problem) {
          throw new IllegalStateException("No scale is evaluated on other machines.");
        }
      };

  /**
   * What is to be evaluated.
   *
   * @param session of this machine
   * @param owner of the targets
   * @param units of the pixels
   * @param widths widths of the network
   * @param settings weights, layers and formulas
   * @param scale of the network's responses
   * @param inputs content and styles
   * @param monitored layers at which the relative Gram distance is computed but not minimised
   * @param evaluation weighting and listener; the tile side is not used
   */
  record Problem(
      TensorSession session,
      NDManager owner,
      InputConvention units,
      NetworkWidths widths,
      TransferSettings settings,
      ResponseScale scale,
      ScaledInputs inputs,
      Set<Vgg19Layer> monitored,
      Evaluation evaluation) {}

  /** The loss of a scale, evaluated on other machines. */
  interface DistributedObjective extends Objective<TensorVector>, AutoCloseable {

    /** Frees the targets. */
    @Override
    void close();
  }

  /**
   * Returns whether a scale is evaluated on other machines.
   *
   * @param size of the scale
   * @return whether {@link #prepare} is called for the scale
   */
  boolean includes(PictureSize size);

  /**
   * Computes the targets of a scale.
   *
   * @param problem what is to be evaluated
   * @return the loss
   * @throws sc.fiji.styletransfer.StyleTransferException if a term is not additive over tiles
   */
  DistributedObjective prepare(Problem problem);
}
