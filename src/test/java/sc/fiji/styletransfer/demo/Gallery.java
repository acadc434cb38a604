package sc.fiji.styletransfer.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
 * the root of the project, with a weights file, a long side and a precision:
 *
 * <pre>mvn -q test-compile exec:java -Dexec.classpathScope=test \
 *   -Dexec.mainClass=sc.fiji.styletransfer.demo.Gallery \
 *   -Dexec.args="WEIGHTS.safetensors 256 single"</pre>
 */
public final class Gallery implements AutoCloseable {

  private static final List<String> STYLES = List.of("swirls", "glass", "woodcut");
  private static final Path IMAGES = Path.of("test-images");
  private static final Path FOLDER = Path.of("docs", "gallery");

  /** Some presets compute 2000 iterations, which take long and hardly change small pictures. */
  private static final int MOST_ITERATIONS = 200;

  private static final String INTRODUCTION =
      """
      # Gallery

      You want to see what a preset or a setting does before you try it.

      The class `demo.Gallery` paints these pictures from `test-images/`: long side %d pixels, precision %s, ImageNet
      network, at most %d iterations. The numbers under each picture are measurements of `stylize judge`:

      | number | meaning | small | large |
      |---|---|---|---|
      | content | distance from the content at layer conv4_2 | shapes of the content stay | the content is lost |
      | style | mean Gram distance from the style at layers that the run does not optimise | close to the style | far from it |
      | fine | energy of the finest detail, divided by the larger of content's and style's | smooth | noisy; above 2 is an alarm |

      The preset `gatys-fast` minimises the loss of `gatys` and is not shown.
      """;

  private final StyleTransfer transfer;
  private final NetworkWeights judging;
  private final Judge judge;
  private final int size;
  private final PrecisionChoice precision;
  private final Img<FloatType> scene = picture("scene");
  private final StringBuilder page = new StringBuilder();

  private Gallery(final String weights, final int size, final PrecisionChoice precision) {
    transfer = new StyleTransfer(NetworkChoice.open(weights), DeviceChoice.AUTO);
    judging = NetworkChoice.open(weights);
    judge = new Judge(judging, DeviceChoice.AUTO);
    this.size = size;
    this.precision = precision;
  }

  /**
   * Paints the gallery.
   *
   * @param args network, long side of the pictures in pixels, and precision
   * @throws IOException if a file cannot be written
   */
  public static void main(final String... args) throws IOException {
    System.setProperty("java.awt.headless", "true");
    Files.createDirectories(FOLDER);
    try (Gallery gallery =
        new Gallery(args[0], Integer.parseInt(args[1]), Settings.PRECISION.parse(args[2]))) {
      gallery.make();
    }
  }

  private void make() throws IOException {
    page.append(INTRODUCTION.formatted(size, precision, MOST_ITERATIONS));
    presets();
    colours();
    regions();
    scales();
    tradeOff();
    Files.writeString(FOLDER.resolve("README.md"), page);
  }

  private void presets() {
    heading("Presets and styles");
    for (final Preset preset : Preset.values()) {
      if (preset == Preset.GATYS_FAST) continue;
      final List<Shown> row = new ArrayList<>();
      for (final String style : STYLES)
        row.add(make(preset + "-" + style, style, settings(preset).build()));
      table(preset.toString(), row);
    }
  }

  private void colours() {
    heading("Colours");
    final List<Shown> row = new ArrayList<>();
    for (final String colour : List.of("style", "luminance", "recolour"))
      row.add(
          make(
              "colour-" + colour,
              "swirls",
              settings(Preset.BALANCED).parse("colour", colour).build()));
    table("colour style, luminance, recolour", row);
  }

  private void regions() {
    heading("Regions");
    final Guide sky = new Guide(rows(0, 0.5), 0, Optional.empty());
    final Guide ground = new Guide(rows(0.5, 1), 1, Optional.empty());
    final TransferInputs both =
        new TransferInputs(scene, List.of(picture("swirls"), picture("woodcut")), Optional.empty());
    final TransferSettings settings = settings(Preset.BALANCED).build();
    final List<Shown> row = new ArrayList<>();
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
    final List<Shown> row = new ArrayList<>();
    for (final String scale : List.of("0.5", "1", "2"))
      row.add(
          make(
              "scale-" + scale.replace('.', '_'),
              "swirls",
              settings(Preset.BALANCED).parse("style-scale", scale).build()));
    table("style scale 0.5, 1, 2", row);
  }

  private void tradeOff() throws IOException {
    heading("Content against style");
    final TradeOffPlot plot = new TradeOffPlot();
    final List<Shown> row = new ArrayList<>();
    for (final String weight : List.of("0.01", "0.05", "0.2", "0.5", "2"))
      row.add(
          make(
              "content-" + weight.replace('.', '_'),
              "swirls",
              settings(Preset.BALANCED).parse("content-weight", weight).build()));
    row.forEach(shown -> plot.add("balanced", shown.judgement()));
    for (final String weight : List.of("0.3", "1", "10", "100"))
      plot.add(
          "gatys",
          make(
                  "gatys-content-" + weight.replace('.', '_'),
                  "swirls",
                  settings(Preset.GATYS).parse("content-weight", weight).build())
              .judgement());
    table("content weight 0.01, 0.05, 0.2, 0.5, 2", row);
    Files.writeString(FOLDER.resolve("trade-off.svg"), plot.toSvg());
    page.append("\n![Content distance against style distance](trade-off.svg)\n");
  }

  private record Shown(String file, Judgement judgement) {}

  private Shown make(final String name, final String style, final TransferSettings settings) {
    return make(name, List.of(style), TransferInputs.of(scene, picture(style)), settings);
  }

  private Shown make(
      final String name,
      final List<String> judgedBy,
      final TransferInputs inputs,
      final TransferSettings settings) {
    final Img<FloatType> result = transfer.run(inputs, settings).picture();
    final Path file = FOLDER.resolve(name + ".jpg");
    new ImageFileWriter().write(RgbPicture.toImage(name, result), file);
    final List<Img<FloatType>> styles = judgedBy.stream().map(Gallery::picture).toList();
    return new Shown(
        name + ".jpg", judge.judge(scene, styles, settings.get(Settings.STYLE_SCALE), result));
  }

  private void heading(final String text) {
    page.append("\n## ").append(text).append("\n\n");
  }

  private void table(final String label, final List<Shown> row) {
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
        " content %.2f, style %.3f, fine %.2f%s |",
        judgement.content(),
        judgement.heldOutGram(),
        fine.result() / Math.max(fine.content(), fine.style()),
        judgement.alarm() ? " (alarm)" : "");
  }

  private TransferSettings.Builder settings(final Preset preset) {
    final TransferSettings.Builder builder =
        TransferSettings.builder()
            .set(Settings.PRESET, preset)
            .set(Settings.SIZE, size)
            .set(Settings.PRECISION, precision);
    final int iterations = builder.build().get(Settings.ITERATIONS);
    return builder.set(Settings.ITERATIONS, Math.min(MOST_ITERATIONS, iterations));
  }

  private Img<FloatType> rows(final double from, final double to) {
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
