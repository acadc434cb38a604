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
import sc.fiji.styletransfer.files.TemporaryFolder;
import sc.fiji.styletransfer.image.ImageOptions;
import sc.fiji.styletransfer.image.ImageStylization;
import sc.fiji.styletransfer.image.Picture;
import sc.fiji.styletransfer.image.PlanePosition;
import sc.fiji.styletransfer.image.RgbPicture;
import sc.fiji.styletransfer.image.read.ImageFileReader;
import sc.fiji.styletransfer.network.NetworkWeights;
import sc.fiji.styletransfer.region.Guide;
import sc.fiji.styletransfer.settings.RunChanges;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.transfer.StyleTransfer;
import sc.fiji.styletransfer.transfer.Surroundings;
import sc.fiji.styletransfer.transfer.TransferInputs;
import sc.fiji.styletransfer.transfer.TransferResult;
import sc.fiji.styletransfer.weights.NetworkChoice;

/**
 * Style transfer between ImageJ images. An object loads the network once for any number of runs,
 * until it is closed. It belongs to the thread that created it.
 */
public final class ImageTransfer implements AutoCloseable {

  private final SettingTexts texts;
  private final TransferSettings given;
  private final TransferSettings settings;
  private final ImageOptions options;
  private final RegionPairing regions;
  private final NetworkIdentity network;
  private final StyleTransfer transfer;

  /**
   * Loads the network.
   *
   * @param texts settings of all runs
   * @throws StyleTransferException if a value is not allowed, or network or device are missing
   */
  public ImageTransfer(final SettingTexts texts) {
    TemporaryFolder.ofProcess().deleteAbandoned();
    TemporaryFolder.ofProcess().requireUsable();
    given = texts.transferSettings();
    options = ImageSettings.read(texts);
    regions = RegionPairing.of(texts);
    final NetworkWeights weights = NetworkChoice.open(given.get(Settings.NETWORK));
    try {
      network = NetworkIdentity.of(weights);
      transfer = new StyleTransfer(weights, given.get(Settings.DEVICE));
    } catch (final RuntimeException | Error e) {
      weights.close();
      throw e;
    }
    try {
      settings = transfer.decided(given);
    } catch (final RuntimeException | Error e) {
      transfer.close();
      throw e;
    }
    // The record states the precision that was used.
    this.texts = texts.with(Settings.PRECISION.key(), settings.get(Settings.PRECISION).toString());
  }

  /**
   * Stylises one image, plane by plane, and leaves the given images unchanged. When the observer
   * stops the run, the current plane keeps its picture so far, and the remaining planes are not
   * stylised.
   *
   * @param content image to stylise
   * @param styles style images; at least one
   * @param observer receives every evaluation and may stop the run; an exception of the observer
   *     does not end the run
   * @return a new image, not shown, with a {@link RunRecord} in its Info property
   * @throws StyleTransferException if images and settings do not match
   */
  public ImagePlus run(
      final ImagePlus content, final List<ImagePlus> styles, final TransferObserver observer) {
    return run(content, styles, observer, settings.get(Settings.CHECKPOINT));
  }

  /**
   * Stylises one image as {@link #run(ImagePlus, List, TransferObserver)} does, with a checkpoint
   * of its own.
   *
   * @param content image to stylise
   * @param styles style images; at least one
   * @param observer receives every evaluation and may stop the run
   * @param checkpoint checkpoint of this run, in place of that of the settings
   * @return a new image, not shown, with a {@link RunRecord} in its Info property
   * @throws StyleTransferException if images and settings do not match
   */
  public ImagePlus run(
      final ImagePlus content,
      final List<ImagePlus> styles,
      final TransferObserver observer,
      final String checkpoint) {
    return run(content, styles, new Beginning(startFile(), Optional.empty()), observer, checkpoint);
  }

  /**
   * What a run knows beside content and styles.
   *
   * @param start picture from which each plane starts; if empty, the settings decide
   * @param surroundings of a content that is a window of a larger picture
   */
  public record Beginning(Optional<Img<FloatType>> start, Optional<Surroundings> surroundings) {}

  /**
   * Stylises one image from a picture, whatever the setting {@code init} says.
   *
   * @param beginning the picture, and what surrounds the content
   * @param content image to stylise
   * @param styles style images; at least one
   * @param observer receives every evaluation and may stop the run
   * @return a new image, not shown, with a {@link RunRecord} in its Info property
   * @throws StyleTransferException if images and settings do not match
   */
  public ImagePlus runFrom(
      final Beginning beginning,
      final ImagePlus content,
      final List<ImagePlus> styles,
      final TransferObserver observer) {
    return run(content, styles, beginning, observer, settings.get(Settings.CHECKPOINT));
  }

  private ImagePlus run(
      final ImagePlus content,
      final List<ImagePlus> styles,
      final Beginning beginning,
      final TransferObserver observer,
      final String checkpoint) {
    RgbPicture.requireSides(content);
    styles.forEach(RgbPicture::requireSides);
    final TransferObserver tolerant = new TolerantObserver(observer);
    final Map<String, String> fingerprints = SettingFingerprints.of(texts);
    try (PlaneCheckpoints checkpoints =
        new PlaneCheckpoints(given.change().set(Settings.CHECKPOINT, checkpoint).build())) {
      final Planes planes =
          new Planes(styles, regions.guides(content, styles), beginning, checkpoints, tolerant);
      final ImagePlus result = stylize(content, planes, tolerant);
      final RunRecord record =
          new RunRecord(recorded(planes.changes)).images(content, styles).network(network);
      record
          .fingerprints(fingerprints)
          .responseScale(transfer.responseScale())
          .engine(transfer.device(), transfer.roundsToTf32())
          .results(planes.results)
          .write(result);
      return result;
    }
  }

  private Optional<Img<FloatType>> startFile() {
    if (!settings.get(Settings.INIT).isFile()) return Optional.empty();
    final ImagePlus image = new ImageFileReader().open(settings.get(Settings.INIT).file());
    return Optional.of(RgbPicture.asDisplayed(image));
  }

  /** Returns the settings as they were used. */
  private SettingTexts recorded(final RunChanges changes) {
    final SettingTexts used =
        texts.with(
            Settings.PRECISION.key(),
            transfer.usedPrecision().orElse(settings.get(Settings.PRECISION)).toString());
    return changes.list().isEmpty() ? used : used.with(Settings.CHANGES.key(), changes.toString());
  }

  private ImagePlus stylize(
      final ImagePlus content, final Planes planes, final TransferObserver observer) {
    try {
      return new ImageStylization(planes::stylize, options, observer::isCancelled).stylize(content);
    } catch (final OutOfMemoryError e) {
      throw new StyleTransferException(
          "Java's heap is too small for this image. Enlarge the heap (in ImageJ: Edit > Options >"
              + " Memory & Threads; on the command line: STYLIZE_JAVA_OPTS=-Xmx8g), or choose a"
              + " smaller size.",
          e);
    }
  }

  /**
   * Returns the key under which a record has the fingerprint of the files that a setting names.
   *
   * @param setting key of a setting
   */
  public static String fingerprintKey(final String setting) {
    return SettingFingerprints.key(setting);
  }

  /**
   * Returns the entries of a record that decide about the result of a run.
   *
   * @return values by key
   */
  public Map<String, String> record() {
    final Map<String, String> record = texts.record();
    record.put(RunRecord.NETWORK_SHA256, network.fingerprint());
    record.putAll(SettingFingerprints.of(texts));
    return record;
  }

  /**
   * Deletes the checkpoints of a finished run. Finished planes keep their checkpoints, so that a
   * run that is interrupted at a later plane, or whose result cannot be saved, does not compute
   * them again. Call this method after the result was saved. A file that cannot be deleted is only
   * warned of.
   *
   * @param texts settings of the run
   */
  public static void deleteCheckpoints(final SettingTexts texts) {
    new PlaneCheckpoints(texts.transferSettings()).delete();
  }

  @Override
  public void close() {
    transfer.close();
  }

  /** The run of one image: the styles, and the results of its planes so far. */
  private final class Planes {

    private final List<Img<FloatType>> styles = new ArrayList<>();
    private final List<Guide> guides;
    private final Beginning beginning;
    private final PlaneCheckpoints checkpoints;
    private final TransferObserver observer;
    private final List<PlaneResult> results = new ArrayList<>();
    private RunChanges changes = RunChanges.NONE;

    Planes(
        final List<ImagePlus> styles,
        final List<Guide> guides,
        final Beginning beginning,
        final PlaneCheckpoints checkpoints,
        final TransferObserver observer) {
      styles.forEach(style -> this.styles.add(RgbPicture.asDisplayed(style)));
      this.guides = guides;
      this.beginning = beginning;
      this.checkpoints = checkpoints;
      this.observer = observer;
    }

    RandomAccessibleInterval<FloatType> stylize(final Picture picture) {
      observer.planeBegins(picture.position().index(), picture.position().count());
      final TransferInputs inputs =
          new TransferInputs(
              picture.content(),
              styles,
              picture.start().isPresent() ? picture.start() : beginning.start(),
              picture.start(),
              guides,
              beginning.surroundings());
      final TransferResult result = transfer.run(inputs, settings(picture.position()), observer);
      changes = changes.withPlane(picture.position().index() + 1, result.changes());
      results.add(PlaneResult.of(result));
      return result.picture();
    }

    private TransferSettings settings(final PlanePosition position) {
      final TransferSettings plane = checkpoints.plane(position.index(), position.count());
      final RunChanges ofPlane = plane.get(Settings.CHANGES).ofPlane(position.index() + 1);
      return plane.change().set(Settings.CHANGES, ofPlane).build();
    }
  }
}
