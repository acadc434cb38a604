package sc.fiji.styletransfer.demo;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.styletransfer.image.RgbPicture;
import sc.fiji.styletransfer.image.write.ImageFileWriter;
import sc.fiji.styletransfer.measure.Judge;
import sc.fiji.styletransfer.measure.Judgement;
import sc.fiji.styletransfer.network.NetworkWeights;
import sc.fiji.styletransfer.region.Guide;
import sc.fiji.styletransfer.settings.PrecisionChoice;
import sc.fiji.styletransfer.settings.Preset;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.tensor.DeviceChoice;
import sc.fiji.styletransfer.transfer.StyleTransfer;
import sc.fiji.styletransfer.transfer.TransferInputs;
import sc.fiji.styletransfer.weights.NetworkChoice;

/**
 * Paints {@code docs/gallery/} from {@code test-images/}: pictures, measurements and a page. From
 * the root of the project, with the network that paints, the weights file of VGG19 that measures, a
 * long side, a precision, and the minutes after which no further picture is begun:
 *
 * <pre>mvn -q test-compile exec:java -Dexec.classpathScope=test \
 *   -Dexec.mainClass=sc.fiji.styletransfer.demo.Gallery \
 *   -Dexec.args="builtin WEIGHTS.safetensors 512 mixed 600"</pre>
 *
 * <p>Pictures of this size that are there already are measured and not painted again, so that a
 * gallery can be completed later. To paint a picture again, delete its file. The page shows the
 * pictures that are there.
 */
public final class Gallery implements AutoCloseable {

  private static final List<String> STYLES = List.of("swirls", "glass", "woodcut");
  private static final Path IMAGES = Path.of("test-images");
  private static final Path FOLDER = Path.of("docs", "gallery");
  private static final String SCENE = "scene";
  private static final String PORTRAIT = "portrait";
  private static final List<Integer> SLICES = List.of(5, 6, 7);

  private static final String INTRODUCTION =
      """
      # Gallery

      You want to see what a preset or a setting does before you try it.

      The class `demo.Gallery` paints these pictures from `test-images/`: long side %d pixels, precision %s,
      the built-in network. The numbers under each picture are measurements of `stylize judge` with the ImageNet network,
      which paints finer strokes ([compare](../quality-and-speed.md)):

      | number | meaning | small | large |
      |---|---|---|---|
      | structure | how far the layout is from the content's (structure distance) | forms stay | forms are lost |
      | photograph | share of the places that resemble the photograph more than any part of the style, at conv4_3 | paint | a photograph |
      | style | mean Gram distance from the style at the layers conv2_2, conv3_3 and conv4_3 | close to the style | far from it |
      | fine | energy of the finest detail, divided by the larger of content's and style's | smooth | noisy; above 2 is an alarm |

      The presets `neural-style`, `gatys`, `gatys-fast` and `udacity` repeat published methods, mostly for comparison.
      [quality-and-speed.md](../quality-and-speed.md) shows what they reach and how long they take.
      """;

  private final StyleTransfer transfer;
  private final NetworkWeights judging;
  private final Judge judge;
  private final int size;
  private final PrecisionChoice precision;
  private final long deadline;
  private final StringBuilder page = new StringBuilder();
  private String heading = "";

  private Gallery(
      final String network,
      final String judge,
      final int size,
      final PrecisionChoice precision,
      final double minutes) {
    transfer = new StyleTransfer(NetworkChoice.open(network), DeviceChoice.AUTO);
    judging = NetworkChoice.open(judge);
    this.judge = new Judge(judging, DeviceChoice.AUTO);
    this.size = size;
    this.precision = precision;
    deadline = System.nanoTime() + (long) (minutes * TimeUnit.MINUTES.toNanos(1));
  }

  /**
   * Paints the gallery.
   *
   * @param args network that paints, network that measures, long side of the pictures in pixels,
   *     precision, and minutes
   * @throws IOException if a file cannot be written
   */
  public static void main(final String... args) throws IOException {
    System.setProperty("java.awt.headless", "true");
    Files.createDirectories(FOLDER);
    try (Gallery gallery =
        new Gallery(
            args[0],
            args[1],
            Integer.parseInt(args[2]),
            Settings.PRECISION.parse(args[3]),
            Double.parseDouble(args[4]))) {
      gallery.make();
    }
  }

  private void make() throws IOException {
    page.append(INTRODUCTION.formatted(size, precision));
    presets();
    portrait();
    weights();
    colours();
    regions();
    scales();
    stack();
    Files.writeString(FOLDER.resolve("README.md"), page);
  }

  private void presets() {
    heading("Presets and styles");
    for (final Preset preset :
        List.of(Preset.STROKES, Preset.BALANCED, Preset.SUBTLE, Preset.TEXTURE)) styles(preset);
  }

  private void styles(final Preset preset) {
    final List<Optional<Shown>> row = new ArrayList<>();
    for (final String style : STYLES)
      row.add(make(preset + "-" + style, SCENE, style, settings(preset).build()));
    table(preset.toString(), row);
  }

  private void portrait() {
    heading("A portrait");
    final List<Optional<Shown>> row = new ArrayList<>();
    final List<Preset> presets = List.of(Preset.STROKES, Preset.BALANCED, Preset.PORTRAIT);
    for (final Preset preset : presets)
      row.add(make("portrait-" + preset, PORTRAIT, "swirls", settings(preset).build()));
    table("strokes, balanced, portrait", row);
  }

  private void weights() throws IOException {
    heading("Content against style");
    final TradeOffPlot plot = new TradeOffPlot();
    final List<Optional<Shown>> row = new ArrayList<>();
    for (final String weight : List.of("1", "5", "25"))
      row.add(
          make(
              "content-" + weight,
              SCENE,
              "swirls",
              settings(Preset.STROKES).parse("content-weight", weight).build()));
    row.forEach(shown -> shown.ifPresent(s -> plot.add("strokes", s.judgement())));
    for (final String weight : List.of("0.05", "0.2", "1"))
      make(
              "balanced-content-" + weight.replace('.', '_'),
              SCENE,
              "swirls",
              settings(Preset.BALANCED).parse("content-weight", weight).build())
          .ifPresent(shown -> plot.add("balanced", shown.judgement()));
    table("strokes with content weight 1, 5, 25", row);
    Files.writeString(FOLDER.resolve("trade-off.svg"), plot.toSvg());
    page.append("\n![Structure distance against style distance](trade-off.svg)\n");
  }

  private void colours() {
    heading("Colours");
    final List<Optional<Shown>> row = new ArrayList<>();
    for (final String colour : List.of("style", "luminance", "recolour"))
      row.add(
          make(
              "colour-" + colour,
              SCENE,
              "swirls",
              settings(Preset.STROKES).parse("colour", colour).build()));
    table("colour style, luminance, recolour", row);
  }

  private void regions() {
    heading("Regions");
    final Img<FloatType> scene = picture(SCENE);
    final Guide sky = new Guide(rows(scene, 0, 0.5), 0, Optional.empty());
    final Guide ground = new Guide(rows(scene, 0.5, 1), 1, Optional.empty());
    final TransferInputs both =
        new TransferInputs(scene, List.of(picture("swirls"), picture("woodcut")), Optional.empty());
    final TransferSettings settings = settings(Preset.STROKES).build();
    final List<Optional<Shown>> row = new ArrayList<>();
    row.add(
        make(
            "regions-two",
            List.of("swirls", "woodcut"),
            both.withGuides(List.of(sky, ground)),
            settings));
    row.add(make("regions-sky", List.of("swirls"), both.withGuides(List.of(sky)), settings));
    table("upper half swirls and lower half woodcut; swirls in the upper half only", row);
  }

  private void scales() {
    heading("Stroke size");
    final List<Optional<Shown>> row = new ArrayList<>();
    for (final String scale : List.of("0.5", "1", "2"))
      row.add(
          make(
              "scale-" + scale.replace('.', '_'),
              SCENE,
              "swirls",
              settings(Preset.STROKES).parse("style-scale", scale).build()));
    table("style scale 0.5, 1, 2", row);
  }

  /** Three slices of a stack; each starts from the result of the slice before. */
  private void stack() {
    heading("A stack");
    final ImagePlus cells = new ImagePlus(IMAGES.resolve("cells.tif").toString());
    final TransferSettings settings =
        settings(Preset.STROKES).parse("coherence-weight", "2").build();
    final List<Optional<Shown>> row = new ArrayList<>();
    Optional<Img<FloatType>> before = Optional.empty();
    for (final int slice : SLICES) {
      cells.setSlice(slice);
      final TransferInputs inputs =
          new TransferInputs(
              RgbPicture.asDisplayed(cells),
              List.of(picture("glass")),
              before,
              before,
              List.of(),
              Optional.empty());
      final String name = "stack-" + slice;
      row.add(make(name, List.of("glass"), inputs, settings));
      before =
          row.get(row.size() - 1).map(shown -> RgbPicture.inFile(FOLDER.resolve(shown.file())));
    }
    table("slices 5, 6 and 7 of cells.tif with coherence weight 2", row);
  }

  private record Shown(String file, Judgement judgement) {}

  private Optional<Shown> make(
      final String name,
      final String content,
      final String style,
      final TransferSettings settings) {
    final TransferInputs inputs = TransferInputs.of(picture(content), picture(style));
    return make(name, List.of(style), inputs, settings);
  }

  private Optional<Shown> make(
      final String name,
      final List<String> judgedBy,
      final TransferInputs inputs,
      final TransferSettings settings) {
    final Path file = FOLDER.resolve(name + ".jpg");
    if (!isPainted(file)) {
      if (System.nanoTime() > deadline) return Optional.empty();
      final Img<FloatType> result = transfer.run(inputs, settings).picture();
      new ImageFileWriter().write(RgbPicture.toImage(name, result), file);
    }
    final List<Img<FloatType>> styles = judgedBy.stream().map(Gallery::picture).toList();
    final Judgement judgement =
        judge.judge(
            inputs.content(), styles, settings.get(Settings.STYLE_SCALE), RgbPicture.inFile(file));
    return Optional.of(new Shown(name + ".jpg", judgement));
  }

  private boolean isPainted(final Path file) {
    if (!Files.exists(file)) return false;
    final Img<FloatType> picture = RgbPicture.inFile(file);
    return Math.max(picture.dimension(0), picture.dimension(1)) == size;
  }

  /** Begins a section, which appears with its first row. */
  private void heading(final String text) {
    heading = "\n## " + text + "\n\n";
  }

  /** Adds the pictures of a row that are there. */
  private void table(final String label, final List<Optional<Shown>> made) {
    final List<Shown> row = made.stream().flatMap(Optional::stream).toList();
    if (row.isEmpty()) return;
    page.append(heading);
    heading = "";
    page.append("**").append(label).append("**\n\n|");
    row.forEach(shown -> page.append(" ![](%s) |".formatted(shown.file())));
    page.append("\n|").append("---|".repeat(row.size())).append("\n|");
    for (final Shown shown : row) page.append(caption(shown.judgement()));
    page.append("\n\n");
  }

  private static String caption(final Judgement judgement) {
    final Judgement.Energy fine = judgement.fine();
    return String.format(
        Locale.ROOT,
        " structure %.2f, photograph %.2f, style %.3f, fine %.2f%s |",
        judgement.structureDistance(),
        judgement.photographShare().get("conv4_3"),
        judgement.heldOutGram(),
        fine.result() / Math.max(fine.content(), fine.style()),
        judgement.alarm() ? " (alarm)" : "");
  }

  private TransferSettings.Builder settings(final Preset preset) {
    return TransferSettings.builder()
        .set(Settings.PRESET, preset)
        .set(Settings.SIZE, size)
        .set(Settings.PRECISION, precision);
  }

  private static Img<FloatType> rows(
      final Img<FloatType> scene, final double from, final double to) {
    final long height = scene.dimension(1);
    final Img<FloatType> mask = ArrayImgs.floats(scene.dimension(0), height);
    final var cursor = mask.localizingCursor();
    while (cursor.hasNext()) {
      cursor.fwd();
      final double y = (cursor.getDoublePosition(1) + 0.5) / height;
      cursor.get().set(y >= from && y < to ? 1 : 0);
    }
    return mask;
  }

  private static Img<FloatType> picture(final String name) {
    return RgbPicture.inFile(IMAGES.resolve(name + ".png"));
  }

  @Override
  public void close() {
    judge.close();
    judging.close();
    transfer.close();
  }
}
