package sc.fiji.styletransfer.spark.image;

import ij.ImagePlus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.deploy.SparkHadoopUtil;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.cli.SettingOptions;
import sc.fiji.styletransfer.image.RgbPicture;
import sc.fiji.styletransfer.job.ImageSettings;
import sc.fiji.styletransfer.job.RunRecord;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.plan.MemoryDemand;
import sc.fiji.styletransfer.settings.Preset;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.spark.Cluster;
import sc.fiji.styletransfer.spark.NetworkShipment;
import sc.fiji.styletransfer.spark.RemoteFiles;
import sc.fiji.styletransfer.spark.RemoteImage;
import sc.fiji.styletransfer.spark.SiteCheck;
import sc.fiji.styletransfer.transfer.Progress;
import sc.fiji.styletransfer.transfer.StyleTransfer;
import sc.fiji.styletransfer.transfer.TransferInputs;
import sc.fiji.styletransfer.transfer.TransferResult;
import sc.fiji.styletransfer.weights.NetworkChoice;

/**
 * The command {@code stylize-spark image CONTENT STYLE -o OUT.tif}, which stylises one image with
 * the memory and the processors of a cluster.
 */
@Command(
    name = "image",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    customSynopsis = "stylize-spark image CONTENT STYLE... -o OUT.tif [OPTIONS]",
    description =
        "Stylises one very large image. The loss is that of the whole image, evaluated in tiles on"
            + " all executors, so that no seams appear. The result is a tiled BigTIFF with smaller"
            + " copies.")
public final class ImageCommand implements Callable<Integer> {

  /** Bytes per pixel of a padded tile: activations and what the backward pass needs. */
  private static final long BYTES_PER_PIXEL = 2000;

  /** Pixels around a tile, on each side. */
  private static final int HALO = 96;

  /** Larger padded tiles would exceed Spark's limit for a message, 128 MB, by far too little. */
  private static final int LARGEST_TILE = 2048;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "CONTENT", description = "Image to stylise.")
  private String content;

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "STYLE", description = "Style images.")
  private List<String> styles;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "OUT.tif",
      description = "File for the result.")
  private String output;

  @Option(
      names = "--tile-side",
      defaultValue = "1024",
      paramLabel = "PIXELS",
      description = "Side of the tiles. Default: ${DEFAULT-VALUE}.")
  private int tileSide;

  @Option(
      names = "--driver-side",
      defaultValue = "1024",
      paramLabel = "PIXELS",
      description =
          "Long side of the largest picture that the driver evaluates itself, in a run from coarse"
              + " to fine. Default: ${DEFAULT-VALUE}.")
  private int driverSide;

  @Mixin private Cluster cluster;

  private ImageCommand() {}

  /**
   * Returns the command with an option for each setting.
   *
   * @return the command
   */
  public static CommandSpec spec() {
    final CommandSpec spec = CommandSpec.forAnnotatedObject(new ImageCommand());
    SettingOptions.addTo(spec);
    return spec;
  }

  @Override
  public Integer call() {
    final SettingTexts given = SettingOptions.read(spec.commandLine().getParseResult());
    // The default preset matches places, which is not additive over tiles.
    final SettingTexts texts =
        given.get(Settings.PRESET.key()).isPresent()
            ? given
            : given.with(Settings.PRESET.key(), Preset.BALANCED.toString());
    texts.record(); // refuses values that are not allowed before a file is opened
    final TransferSettings settings = texts.transferSettings();
    require(texts);
    final RemoteFiles files =
        new RemoteFiles(SparkHadoopUtil.get().newConfiguration(cluster.configuration(0)));
    final Path target = files.qualified(output);
    final RandomAccessibleInterval<FloatType> picture = open(content, files);
    final List<Img<FloatType>> stylePictures = new ArrayList<>();
    for (final String style : styles) stylePictures.add(open(style, files));
    final long bytes = bytes();
    Cluster.requireMemory(cluster.configuration(bytes), bytes);
    final TransferInputs inputs =
        new TransferInputs(picture, stylePictures, java.util.Optional.empty());
    files.create(target.getParent());
    try (JavaSparkContext context = cluster.connect(bytes)) {
      write(run(context, target, settings, inputs), texts, target, files);
    }
    return ExitCode.OK;
  }

  /** Memory of a task beside Java's heap. */
  private long bytes() {
    final long side = tileSide + 2 * HALO;
    return MemoryDemand.FIXED + BYTES_PER_PIXEL * side * side;
  }

  private void require(final SettingTexts texts) {
    if (texts.transferSettings().matches())
      throw new StyleTransferException(
          "The style formula neighbours compares every place of the content with every place of the"
              + " style, which several machines cannot share. Choose --preset balanced or gatys.");
    if (!output.toLowerCase(Locale.ROOT).matches(".*\\.tiff?"))
      throw new StyleTransferException(
          "The result is a TIFF file. End the name '" + output + "' in .tif.");
    if (tileSide < 64 || tileSide > LARGEST_TILE)
      throw new StyleTransferException("--tile-side must be from 64 to " + LARGEST_TILE + ".");
    if (!texts.get(ImageSettings.CONTENT_LABELS).equals(ImageSettings.CONTENT_LABELS.fallback()))
      throw new StyleTransferException(
          "Regions (content-labels) cannot be evaluated on several machines. Leave them out.");
  }

  private static Img<FloatType> open(final String name, final RemoteFiles files) {
    final Path remote = files.qualified(name);
    try {
      final ImagePlus image = new RemoteImage(files, remote).open();
      if (image.getNSlices() * image.getNFrames() > 1)
        throw new StyleTransferException(
            "The image '%s' is a stack. Use 'stylize-spark batch' for stacks.".formatted(name));
      return RgbPicture.asDisplayed(image);
    } catch (final IOException e) {
      throw new StyleTransferException(
          "The file '%s' cannot be read (%s). Check its name.".formatted(remote, e.getMessage()),
          e);
    }
  }

  private TransferResult run(
      final JavaSparkContext context,
      final Path target,
      final TransferSettings settings,
      final TransferInputs inputs) {
    final SiteCheck check = SiteCheck.of(context, target.getParent(), bytes());
    final NetworkShipment network = NetworkShipment.send(context, settings.get(Settings.NETWORK));
    final SparkDistribution distribution =
        new SparkDistribution(context, check, network, driverSide, tileSide);
    try (StyleTransfer transfer =
        new StyleTransfer(
            NetworkChoice.open(settings.get(Settings.NETWORK)),
            settings.get(Settings.DEVICE),
            distribution)) {
      return transfer.run(inputs, settings, this::show);
    } finally {
      check.end();
    }
  }

  private void show(final Progress progress) {
    spec.commandLine()
        .getErr()
        .printf(
            Locale.ROOT,
            "%s  iteration %d of %d  loss %.4g  %.0f s left%n",
            progress.size(),
            progress.evaluation(),
            progress.evaluations(),
            progress.loss().total(),
            progress.secondsLeft());
    spec.commandLine().getErr().flush();
  }

  private void write(
      final TransferResult result,
      final SettingTexts texts,
      final Path target,
      final RemoteFiles files) {
    final RandomAccessibleInterval<FloatType> picture = result.picture();
    final PictureSize size = PictureSize.of(picture);
    final RandomAccess<FloatType> access = picture.randomAccess();
    final BigTiff tiff = new BigTiff(size.width(), size.height(), record(texts, result));
    try {
      files.publish(
          target,
          "driver-" + ProcessHandle.current().pid(),
          out -> tiff.write((x, y, c) -> value(access, x, y, c), out));
    } catch (final IOException e) {
      throw new StyleTransferException(RemoteFiles.reason(target, e), e);
    }
  }

  private static int value(
      final RandomAccess<FloatType> access, final int x, final int y, final int channel) {
    access.setPosition(x, 0);
    access.setPosition(y, 1);
    access.setPosition(channel, 2);
    return Math.round(255 * access.get().get());
  }

  /** The record of the run, in the form in which ImageJ shows it as the Info of the image. */
  private String record(final SettingTexts texts, final TransferResult result) {
    final Map<String, String> record = new LinkedHashMap<>(texts.record());
    record.put("contenttitle", new Path(content).getName());
    record.put(
        "styletitle",
        styles.stream().map(style -> new Path(style).getName()).collect(Collectors.joining(", ")));
    record.put("evaluations", String.valueOf(result.evaluations()));
    record.put(RunRecord.LOSS, String.format(Locale.ROOT, "%.6g", result.loss().total()));
    return record.entrySet().stream()
        .map(entry -> "StyleTransfer." + entry.getKey() + ": " + entry.getValue())
        .collect(Collectors.joining("\n"));
  }
}
