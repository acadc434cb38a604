package sc.fiji.styletransfer.job;

import ij.ImagePlus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.image.ImageOptions;
import sc.fiji.styletransfer.image.ImageStylization;
import sc.fiji.styletransfer.image.Picture;
import sc.fiji.styletransfer.image.RgbPicture;
import sc.fiji.styletransfer.image.file.ImageFileReader;
import sc.fiji.styletransfer.network.NetworkWeights;
import sc.fiji.styletransfer.region.Guide;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.transfer.StyleTransfer;
import sc.fiji.styletransfer.transfer.TransferInputs;
import sc.fiji.styletransfer.transfer.TransferResult;
import sc.fiji.styletransfer.weights.NetworkChoice;

/**
 * Style transfer between ImageJ images. The network is loaded once and serves every run until this
 * object is closed, on the thread that made it.
 */
public final class ImageTransfer implements AutoCloseable {

  private final SettingTexts words;
  private final TransferSettings settings;
  private final ImageOptions options;
  private final RegionPairing regions;
  private final NetworkIdentity network;
  private final StyleTransfer transfer;

  /**
   * @param words what the user said, which holds for all runs
   * @throws sc.fiji.styletransfer.StyleTransferException if a value is not allowed, or network or
   *     device are not to be had
   */
  public ImageTransfer(final SettingTexts words) {
    final TransferSettings given = words.transferSettings();
    options = ImageSettings.read(words);
    regions = RegionPairing.of(words);
    final NetworkWeights weights = NetworkChoice.open(given.get(Settings.NETWORK));
    network = NetworkIdentity.of(weights);
    transfer = new StyleTransfer(weights, given.get(Settings.DEVICE));
    settings = transfer.decided(given);
    // The record contains the precision that was used.
    this.words = words.with(Settings.PRECISION.key(), settings.get(Settings.PRECISION).toString());
  }

  /**
   * Stylises one image, plane by plane; the images given are not changed. Once the observer ends
   * the run, the plane at hand is taken as it is so far and the planes left stay as they were.
   *
   * @param content what is to be seen
   * @param styles how it is to look; at least one
   * @param observer told of every evaluation; may end the run
   * @return a new image, not shown, with a {@link RunRecord} in its Info property
   * @throws sc.fiji.styletransfer.StyleTransferException if images and settings do not fit together
   */
  public ImagePlus run(
      final ImagePlus content, final List<ImagePlus> styles, final TransferObserver observer) {
    final Planes planes = new Planes(styles, regions.guides(content, styles), observer);
    final ImagePlus result = stylize(content, planes, observer);
    new RunRecord(words)
        .images(content, styles)
        .network(network)
        .responseScale(transfer.responseScale())
        .engine(transfer.device())
        .results(planes.results)
        .write(result);
    return result;
  }

  private ImagePlus stylize(
      final ImagePlus content, final Planes planes, final TransferObserver observer) {
    try {
      return new ImageStylization(planes::stylize, options, observer::isCancelled).stylize(content);
    } catch (final OutOfMemoryError e) {
      throw new StyleTransferException(
          "Java's heap is too small for this image; give it more, in ImageJ under Edit > Options >"
              + " Memory & Threads, on the command line by STYLIZE_JAVA_OPTS=-Xmx8g, or choose a"
              + " smaller size.",
          e);
    }
  }

  /** What decides about the result of a run, by key of the record. */
  public Map<String, String> record() {
    final Map<String, String> record = words.record();
    record.put(RunRecord.NETWORK_SHA256, network.fingerprint());
    return record;
  }

  @Override
  public void close() {
    transfer.close();
  }

  /** The planes of one image on their way through the network. */
  private final class Planes {

    private final List<Img<FloatType>> styles = new ArrayList<>();
    private final List<Guide> guides;
    private final Optional<Img<FloatType>> start;
    private final TransferObserver observer;
    private final List<PlaneResult> results = new ArrayList<>();

    Planes(
        final List<ImagePlus> styles, final List<Guide> guides, final TransferObserver observer) {
      styles.forEach(style -> this.styles.add(RgbPicture.asDisplayed(style)));
      this.guides = guides;
      start = startFile();
      this.observer = observer;
    }

    RandomAccessibleInterval<FloatType> stylize(final Picture picture) {
      observer.planeBegins(picture.position().index(), picture.position().count());
      final TransferInputs inputs =
          new TransferInputs(
              picture.content(),
              styles,
              picture.start().isPresent() ? picture.start() : start,
              picture.start(),
              guides);
      final TransferResult result = transfer.run(inputs, settingsFor(picture), observer);
      results.add(PlaneResult.of(result));
      return result.picture();
    }

    /** Planes are runs of their own, and keep their own checkpoints. */
    private TransferSettings settingsFor(final Picture picture) {
      final String checkpoint = settings.get(Settings.CHECKPOINT);
      if (picture.position().count() == 1 || checkpoint.equals(Settings.CHECKPOINT.fallback()))
        return settings;
      return settings
          .change()
          .set(Settings.CHECKPOINT, checkpoint + "-" + picture.position().index())
          .build();
    }

    private Optional<Img<FloatType>> startFile() {
      if (!settings.get(Settings.INIT).isFile()) return Optional.empty();
      final ImagePlus image = new ImageFileReader().open(settings.get(Settings.INIT).file());
      return Optional.of(RgbPicture.asDisplayed(image));
    }
  }
}
