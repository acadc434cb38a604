package sc.fiji.styletransfer.transfer;

import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.features.Precision;
import sc.fiji.styletransfer.features.ResponseScale;
import sc.fiji.styletransfer.features.Vgg19;
import sc.fiji.styletransfer.network.NetworkVariant;
import sc.fiji.styletransfer.network.NetworkWeights;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.plan.MatrixRate;
import sc.fiji.styletransfer.settings.PrecisionChoice;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.tensor.DeviceChoice;
import sc.fiji.styletransfer.tensor.TensorEngine;
import sc.fiji.styletransfer.tensor.TensorSession;

/**
 * Neural style transfer by optimisation (Gatys, Ecker &amp; Bethge 2016): the pixels of a picture
 * are moved until a network sees the content of one picture and the style of another in it.
 *
 * <p>The network is loaded at the first run and kept for the next. An object belongs to the thread
 * that made it, and runs of different objects wait for each other.
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

  private record NetworkKey(Vgg19Layer deepest, Vgg19.Variations variations) {}

  private final NetworkWeights weights;
  private final TensorSession session;
  private final Map<Precision, Double> matrixRates = new EnumMap<>(Precision.class);

  private NetworkKey loaded;
  private Vgg19 network;
  private Vgg19 exact;
  private ResponseScale scale = ResponseScale.OWN;

  /**
   * @param weights of the network, owned by this object from now on
   * @param device where to compute
   * @throws StyleTransferException if the engine or the device is not to be had
   */
  public StyleTransfer(final NetworkWeights weights, final DeviceChoice device) {
    this.weights = weights;
    session = TensorEngine.start().open(device);
    matrixRate(Precision.SINGLE);
  }

  /**
   * Runs one transfer.
   *
   * @param inputs the pictures
   * @param settings how to do it; network and device are those of this object
   * @param listener told of every evaluation; may end the run
   * @return the stylised picture, as large as the settings say
   * @throws StyleTransferException if pictures, settings and network do not fit together, or the
   *     loss stops being a number
   */
  public TransferResult run(
      final TransferInputs inputs,
      final TransferSettings settings,
      final ProgressListener listener) {
    if (isScaled(settings) && scale == ResponseScale.OWN) measureScale();
    final TransferSettings decided = decided(settings);
    final Vgg19 vgg = network(decided);
    final CoarseToFineTransfer.Network judge =
        new CoarseToFineTransfer.Network(
            session, vgg, exact == null ? vgg : exact, scale, matrixRate(precision(decided)));
    try (CoarseToFineTransfer cascade =
        new CoarseToFineTransfer(judge, decided, inputs, listener)) {
      return cascade.run();
    }
  }

  /**
   * Runs one transfer to its end.
   *
   * @param inputs the pictures
   * @param settings how to do it
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

  private Precision precision(final TransferSettings settings) {
    return settings.get(Settings.PRECISION).decide(this::matrixRate);
  }

  /**
   * @return the device that computes, for example {@code cpu} or {@code gpu0}, whatever was asked
   *     for
   */
  public String device() {
    return session.deviceName();
  }

  /**
   * What the runs so far weighed the layers by: on a network other than Oxford's, a formula that
   * depends on the size of responses gets each style layer's weight times the fourth and each
   * content layer's times the second power of this, so that weights mean the same on every network.
   *
   * @return Oxford's responses to a fixed picture divided by this network's (root mean squares), by
   *     layer; empty if no run needed it
   */
  public Map<Vgg19Layer, Double> responseScale() {
    return scale.ratios();
  }

  private boolean isScaled(final TransferSettings settings) {
    return weights.variant() != NetworkVariant.OXFORD
        && settings.get(Settings.STYLE_FORMULA).degree()
                + settings.get(Settings.CONTENT_FORMULA).degree()
            > 0;
  }

  private void measureScale() {
    scale = ResponseScale.measure(weights, session.manager());
    LOG.info(
        "The network {} is not Oxford's: layers are weighed by the size of their responses",
        weights.name());
  }

  private double matrixRate(final Precision precision) {
    return matrixRates.computeIfAbsent(precision, p -> MatrixRate.measure(session.manager(), p));
  }

  private void warnIfSlow(final Precision precision) {
    if (matrixRate(precision) < matrixRate(Precision.SINGLE))
      LOG.warn(
          "This processor computes more slowly in mixed precision. Set precision to single or"
              + " auto.");
  }

  /** The network as deep as these settings need it. */
  private Vgg19 network(final TransferSettings settings) {
    final NetworkKey wanted =
        new NetworkKey(
            settings.deepestLayer(),
            new Vgg19.Variations(
                settings.get(Settings.POOLING),
                settings.get(Settings.BORDER),
                precision(settings)));
    if (!wanted.equals(loaded)) load(wanted);
    return network;
  }

  private void load(final NetworkKey wanted) {
    closeNetworks();
    final Vgg19.Variations variations = wanted.variations();
    warnIfSlow(variations.precision());
    network = new Vgg19(weights, wanted.deepest(), variations, session.manager());
    if (variations.precision() == Precision.MIXED)
      exact =
          new Vgg19(
              weights,
              wanted.deepest(),
              new Vgg19.Variations(variations.pooling(), variations.border()),
              session.manager());
    loaded = wanted;
  }

  private void closeNetworks() {
    if (network != null) network.close();
    if (exact != null) exact.close();
    network = null;
    exact = null;
    loaded = null;
  }

  @Override
  public void close() {
    weights.close();
    closeNetworks();
    session.close();
  }
}
