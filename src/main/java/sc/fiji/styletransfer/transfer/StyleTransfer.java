package sc.fiji.styletransfer.transfer;

import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.features.Precision;
import sc.fiji.styletransfer.features.ResponseScale;
import sc.fiji.styletransfer.machine.MachineFile;
import sc.fiji.styletransfer.network.NetworkVariant;
import sc.fiji.styletransfer.network.NetworkWeights;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.objective.LossDistribution;
import sc.fiji.styletransfer.picture.MappedFile;
import sc.fiji.styletransfer.plan.DeviceSpeed;
import sc.fiji.styletransfer.settings.PrecisionChoice;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.tensor.DeviceChoice;
import sc.fiji.styletransfer.tensor.TensorEngine;
import sc.fiji.styletransfer.tensor.TensorSession;

/**
 * Neural style transfer by optimisation (Gatys, Ecker &amp; Bethge 2016): changes the pixels of a
 * picture until its features in a network match the content of one picture and the style of
 * another.
 *
 * <p>The first run loads the network, later runs reuse it. An object must be used by the thread
 * that created it. Runs of different objects wait for each other.
 *
 * <pre>{@code
 * try (StyleTransfer transfer = new StyleTransfer(weights, DeviceChoice.AUTO)) {
 *   TransferResult result =
 *       transfer.run(TransferInputs.of(content, style), settings, ProgressListener.NONE);
 * }
 * }</pre>
 */
public final class StyleTransfer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StyleTransfer.class);

  private final TensorSession session;
  private final DeviceSpeed speed;

  private final LossDistribution distribution;
  private final NetworkLoader own;
  private ResponseScale scale = ResponseScale.OWN;

  /**
   * Starts the engine on a device.
   *
   * @param weights weights of the network; this object closes them
   * @param device device that computes
   * @throws StyleTransferException if the engine or the device is not available
   */
  public StyleTransfer(final NetworkWeights weights, final DeviceChoice device) {
    this(weights, device, LossDistribution.NONE);
  }

  /**
   * Starts the engine on a device, and evaluates large scales on other machines.
   *
   * @param weights weights of the network; this object closes them
   * @param device device that computes the small scales
   * @param distribution machines that evaluate the large scales
   * @throws StyleTransferException if the engine or the device is not available
   */
  public StyleTransfer(
      final NetworkWeights weights,
      final DeviceChoice device,
      final LossDistribution distribution) {
    this.distribution = distribution;
    session = TensorEngine.start().open(device);
    own = new NetworkLoader(weights, session);
    try {
      speed = new DeviceSpeed(session, MachineFile.standard());
    } catch (final RuntimeException | Error e) {
      session.close();
      throw e;
    }
  }

  /**
   * Runs one transfer.
   *
   * @param inputs pictures and regions
   * @param settings settings of the run; network and device are those of this object
   * @param listener receives every evaluation and may cancel the run
   * @return the stylised picture at the size of the settings
   * @throws StyleTransferException if pictures, settings and network do not match, or the loss
   *     becomes infinite or not a number
   */
  public TransferResult run(
      final TransferInputs inputs,
      final TransferSettings settings,
      final ProgressListener listener) {
    if (isScaled(settings) && scale == ResponseScale.OWN) measureScale();
    final TransferSettings decided = calibrated(decided(settings));
    final Precision precision = precision(decided);
    warnIfSlow(precision);
    final NetworkPair pair = own.network(decided, precision);
    final LoadedNetwork loadedNetwork =
        new LoadedNetwork(
            own::fingerprint,
            session,
            pair,
            scale,
            speed.times(precision, pair.vgg().widths()),
            distribution);
    try (CoarseToFineTransfer run =
        new CoarseToFineTransfer(loadedNetwork, decided, inputs, listener)) {
      return run.run();
    } finally {
      MappedFile.freeUnused();
    }
  }

  /**
   * Runs one transfer without a listener.
   *
   * @param inputs pictures and regions
   * @param settings settings of the run; network and device are those of this object
   * @return the stylised picture
   */
  public TransferResult run(final TransferInputs inputs, final TransferSettings settings) {
    return run(inputs, settings, ProgressListener.NONE);
  }

  /**
   * Returns settings in which this device has decided about {@link PrecisionChoice#AUTO}.
   *
   * @param settings settings of a run
   * @return the same settings with the precision that a run on this device uses
   */
  public TransferSettings decided(final TransferSettings settings) {
    final PrecisionChoice precision = PrecisionChoice.of(precision(settings));
    return settings.get(Settings.PRECISION) == precision
        ? settings
        : settings.change().set(Settings.PRECISION, precision).build();
  }

  /** A run that goes on from a checkpoint keeps the precision in which it began. */
  private Precision precision(final TransferSettings settings) {
    final PrecisionChoice choice = settings.get(Settings.PRECISION);
    return (choice == PrecisionChoice.AUTO
            ? Checkpointing.precision(settings).orElse(choice)
            : choice)
        .decide(speed::matrixRate);
  }

  /**
   * Returns the precision of the last run.
   *
   * @return the precision; empty before the first run
   */
  public Optional<PrecisionChoice> usedPrecision() {
    return own.precision().map(PrecisionChoice::of);
  }

  /**
   * Returns whether the device rounds the factors of convolutions to TF32.
   *
   * @return whether a GPU does so in single precision, too
   */
  public boolean roundsToTf32() {
    return session.roundsToTf32();
  }

  /**
   * Returns the device that computes.
   *
   * @return the name of the device, for example {@code cpu} or {@code gpu0}; never {@code auto}
   */
  public String device() {
    return session.deviceName();
  }

  /**
   * Returns the factors that give weights the same meaning for every network. Some formulas depend
   * on the size of the features. With a network other than Oxford's, they multiply the weight of a
   * style layer by the fourth power of its factor and that of a content layer by the second power.
   *
   * @return features of Oxford's network for a fixed picture divided by those of this network (root
   *     mean squares), by layer; empty if no run needed them
   */
  public Map<Vgg19Layer, Double> responseScale() {
    return scale.ratios();
  }

  /**
   * Deletes the checkpoint of a finished run. A finished run leaves its checkpoint with the final
   * state, so that nothing is computed again if its result cannot be saved or the process is
   * killed. Call this method after the result was saved.
   *
   * @param settings settings of the run; nothing happens if they name no checkpoint
   */
  public static void deleteCheckpoint(final TransferSettings settings) {
    CheckpointPlace.of(settings).ifPresent(CheckpointPlace::delete);
  }

  private boolean isScaled(final TransferSettings settings) {
    return own.weights().variant() != NetworkVariant.OXFORD
        && (settings.matches()
            || settings.get(Settings.STYLE_FORMULA).degree()
                    + settings.get(Settings.CONTENT_FORMULA).degree()
                > 0);
  }

  /**
   * Returns settings with the content weight that this network needs. Formulas that match positions
   * have no content loss.
   */
  private TransferSettings calibrated(final TransferSettings settings) {
    final double factor = own.weights().contentFactor();
    return factor == 1 || settings.matches()
        ? settings
        : settings
            .change()
            .set(Settings.CONTENT_WEIGHT, settings.get(Settings.CONTENT_WEIGHT) * factor)
            .build();
  }

  private void measureScale() {
    scale = ResponseScale.measure(own.weights(), session.manager());
    LOG.info(
        "The network {} is not Oxford's. The weights of its layers are scaled to the size of its"
            + " features.",
        own.weights().name());
  }

  private void warnIfSlow(final Precision precision) {
    if (speed.matrixRate(precision) < speed.matrixRate(Precision.SINGLE))
      LOG.warn(
          "This processor computes more slowly in mixed precision. Set precision to single or"
              + " auto.");
  }

  /** Frees the network and the device. */
  @Override
  public void close() {
    try (session;
        own) {
      // The network frees its memory before the session ends.
    }
  }
}
