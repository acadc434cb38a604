package sc.fiji.styletransfer.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import sc.fiji.styletransfer.SharedFiles;
import sc.fiji.styletransfer.image.RgbPicture;
import sc.fiji.styletransfer.image.read.ImageFileReader;
import sc.fiji.styletransfer.image.write.ImageFileWriter;
import sc.fiji.styletransfer.transfer.TestPictures;

/** The command line as a shell would use it. */
class StylizeTest {

  @TempDir private Path folder;

  private final StringWriter err = new StringWriter();

  private Path content;
  private Path style;
  private Path output;

  @BeforeEach
  void drawPictures() {
    content = draw("content.png", 40, 30);
    style = draw("style.png", 30, 34);
    output = folder.resolve("out.png");
  }

  @Test
  void paintsAPictureOfTheContentsSize() {
    assertEquals(0, stylize("--iterations", "2"), err::toString);
    final ImagePlus image = new ImageFileReader().open(output);
    assertEquals(40, image.getWidth());
    assertEquals(30, image.getHeight());
    assertEquals(24, image.getBitDepth());
    assertOnlyTheseFiles("content.png", "out.png", "style.png");
  }

  @Test
  void logsOneRowPerEvaluation() throws IOException {
    final Path log = folder.resolve("loss.csv");
    // Smoothness and the terms of other presets would be a part of the total, too.
    final List<String> options =
        List.of("--preset", "balanced", "--tv-weight", "0", "--iterations", "3", "--size", "32");
    assertEquals(
        0,
        stylize(
            Stream.concat(options.stream(), Stream.of("--log", log.toString()))
                .toArray(String[]::new)));
    final List<String> rows = Files.readAllLines(log);
    assertEquals("evaluation,width,height,total,content,style,seconds", rows.get(0));
    assertEquals(4, rows.size());
    final double[] row =
        Stream.of(rows.get(3).split(",")).mapToDouble(Double::parseDouble).toArray();
    assertArrayEquals(new double[] {3, 32, 24}, new double[] {row[0], row[1], row[2]});
    assertEquals(row[3], row[4] + row[5], 1e-6 * row[3]);
  }

  @Test
  void replacesAnExistingFileOnlyWhenDone() throws IOException {
    Files.writeString(output, "precious");
    assertNotEquals(0, stylize("--iterations", "2", "--style-layers", "conv9_9"));
    assertEquals("precious", Files.readString(output));
    assertEquals(0, stylize("--iterations", "1"), err::toString);
    assertEquals(40, new ImageFileReader().open(output).getWidth());
  }

  @ParameterizedTest
  @CsvSource({
    "--style-layers, conv9_9, conv9_9",
    "--preset, cubist, preset",
    "--network, /no/such/file, network",
    "--size, 17, too small",
    "--device, gpu7, gpu7",
    "--device, mps, mps",
    "--init, /no/such/picture.png, picture.png",
    "--iterations, 0, iterations",
    "--log, /no/such/folder/x.csv, x.csv"
  })
  void aSettingThatCannotWorkGetsOneSentence(
      final String option, final String value, final String named) {
    final String[] options = {option, value, "--iterations", "1"};
    final boolean iterations = option.equals("--iterations");
    assertRefused(named, stylize(iterations ? Arrays.copyOf(options, 2) : options));
  }

  @Test
  void weightsOfZeroForEverythingAreRefused() {
    assertRefused("zero", stylize("--content-weight", "0", "--style-weight", "0"));
  }

  @Test
  void aLossThatIsNoNumberIsReported() {
    assertRefused(
        "learning rate",
        stylize("--iterations", "60", "--preset", "gatys", "--learning-rate", "1e6"));
  }

  @Test
  void missingUnreadableAndTinyImagesAreRefused() throws IOException {
    assertRefused("nowhere.png", run(folder.resolve("nowhere.png"), style, output));
    final Path text = Files.writeString(folder.resolve("text.png"), "this is not a picture");
    assertRefused("text.png", run(text, style, output));
    assertRefused("text.png", run(content, text, output));
    final String tooSmall =
        "The image 'tiny.png' of 15 × 40 pixels is too small. Both sides must have at least 16"
            + " pixels. Choose a larger image.";
    assertRefused(tooSmall, run(draw("tiny.png", 15, 40), style, output));
    assertRefused(tooSmall, run(content, draw("tiny.png", 15, 40), output));
  }

  @Test
  void outputsThatCannotBeWrittenAreRefusedBeforeTheRun() {
    assertRefused("missing", run(content, style, folder.resolve("missing").resolve("out.png")));
    assertRefused("out.xyz", run(content, style, folder.resolve("out.xyz")));
  }

  @Test
  void aReadOnlyFolderIsRefused() throws IOException {
    final Path locked = Files.createDirectory(folder.resolve("locked"));
    assumeTrue(locked.toFile().setWritable(false) && !Files.isWritable(locked), "run as root");
    assertRefused("read-only", run(content, style, locked.resolve("out.png")));
  }

  @ParameterizedTest
  @CsvSource({"F32, 64, truncated", "BF16, 64, BF16", "F32, 63, shape", "I32, 64, I32"})
  void damagedOrForeignWeightsAreRefused(final String type, final int channels, final String reason)
      throws IOException {
    final Path weights = weightsOfOneLayer(type, channels, reason.equals("truncated"));
    final int code = stylize("--network", weights.toString());
    assertRefused("network.safetensors", code);
  }

  @Test
  void genuineWeightsCutShortAreRefused() throws IOException {
    final byte[] whole = Files.readAllBytes(SharedFiles.oxfordWeights());
    final Path cut = folder.resolve("cut.safetensors");
    Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
    assertRefused("cut.safetensors", stylize("--network", cut.toString()));
  }

  @Test
  void misspelledOptionsAreAUsageError() {
    assertRefused(CommandLine.ExitCode.USAGE, "--iteratoins", stylize("--iteratoins", "2"));
    assertRefused(CommandLine.ExitCode.USAGE, "content image", execute(content.toString()));
  }

  @Test
  void aRemovedOptionIsAnsweredByWhatReplacesIt() {
    assertRefused(CommandLine.ExitCode.USAGE, "set 'memory'", stylize("--tile", "256"));
    assertRefused(CommandLine.ExitCode.USAGE, "gatys-fast", stylize("--content-lead=5"));
  }

  /** Nothing is computed: the console shows no iteration. */
  private void assertRefusedBeforeTheRun(final String named, final int code) {
    assertRefused(named, code);
    assertFalse(err.toString().contains(" iteration "), err::toString);
  }

  @Test
  void theResultMayNotReplaceAnInput() throws IOException {
    final byte[] pixels = Files.readAllBytes(content);
    final Path link = Files.createSymbolicLink(folder.resolve("link.png"), content);
    final Path relative = folder.resolve("x").resolve("..").resolve("content.png");
    Files.createDirectory(folder.resolve("x"));
    for (final Path same : List.of(content, link, relative))
      assertRefusedBeforeTheRun(
          "the content image", run(content, style, same, "--iterations", "1"));
    assertRefusedBeforeTheRun("the style image", run(content, style, style, "--iterations", "1"));
    assertRefusedBeforeTheRun("the content image", run(link, style, content));
    assertRefusedBeforeTheRun(
        "the checkpoint", run(content, style, output, "--checkpoint", output.toString()));
    assertRefusedBeforeTheRun(
        "the start picture", run(content, style, link, "--init", content.toString()));
    final Path labels = draw("labels.png", 40, 30);
    assertRefusedBeforeTheRun(
        "the label image", run(content, style, labels, "--content-labels", labels.toString()));
    assertRefusedBeforeTheRun(
        "the weights file", run(content, style, labels, "--network", labels.toString()));
    assertRefusedBeforeTheRun("the content image", stylize("--log", content.toString()));
    assertArrayEquals(pixels, Files.readAllBytes(content));
  }

  @Test
  void theCheckpointMayNotReplaceAnInput() throws IOException {
    final byte[] pixels = Files.readAllBytes(content);
    assertRefusedBeforeTheRun(
        "would replace the content image", stylize("--checkpoint", content.toString()));
    assertRefusedBeforeTheRun(
        "would replace the style image", stylize("--checkpoint", style.toString()));
    assertArrayEquals(pixels, Files.readAllBytes(content));
  }

  @Test
  void theFileOfMeasuresMayNotReplaceAnImage() throws IOException {
    final byte[] pixels = Files.readAllBytes(style);
    final String[] images = {content.toString(), style.toString(), content.toString()};
    for (final Path json : List.of(content, style)) {
      final int code = execute("judge", images[0], images[1], images[2], "--json", json.toString());
      assertRefused("The file of measures '" + json + "' would replace the ", code);
    }
    final Path nowhere = folder.resolve("none").resolve("measures.json");
    final int code =
        execute("judge", images[0], images[1], images[2], "--json", nowhere.toString());
    assertRefused("measures.json' cannot be written", code);
    assertArrayEquals(pixels, Files.readAllBytes(style));
  }

  @Test
  void aStackIsRefusedForAFormatOfOnePlane() {
    final ImageStack stack = new ImageStack(20, 18);
    for (int i = 0; i < 3; i++) stack.addSlice(new ByteProcessor(20, 18));
    final Path file = folder.resolve("stack.tif");
    new ImageFileWriter().write(new ImagePlus("", stack), file);
    assertRefusedBeforeTheRun("3 planes", run(file, style, output));
    assertRefusedBeforeTheRun("3 planes", run(file, style, folder.resolve("out.jpg")));
    assertEquals(
        0, run(file, style, output, "--slices", "2-2", "--iterations", "1"), err::toString);
  }

  @Test
  void aNameMayHaveTheGreatestLength() {
    output = folder.resolve("n".repeat(251) + ".png");
    assertEquals(0, stylize("--iterations", "1"), err::toString);
    assertTrue(Files.exists(output));
    output = folder.resolve("out.png");
    assertRefusedBeforeTheRun(
        "nnn", run(content, style, folder.resolve("n".repeat(252) + ".png"), "--iterations", "1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b.png",
        "@home.png",
        "a,b.png",
        "a=b.png",
        "a[b(.png",
        "'q\".png",
        "100%d.png",
        "Größe.png",
        "写真.png",
        "\uD83D\uDE00.png",
        "back\\slash.png",
        "-hyphen.png"
      })
  void anyNameIsAName(final String name) {
    content = draw("in-" + name, 40, 30);
    output = folder.resolve(name);
    assertEquals(0, stylize("--iterations", "1", "--size", "32"), err::toString);
    assertEquals(32, new ImageFileReader().open(output).getWidth());
  }

  @Test
  void labelImagesAreRepeatedOrJoinedByCommas() {
    final Path labels = draw("labels, of the content.png", 40, 30);
    final Path first = draw("one,two.png", 30, 34);
    final Path second = draw("two.png", 30, 34);
    final String[] repeated = {
      "--content-labels",
      labels.toString(),
      "--style-labels",
      first.toString(),
      "--style-labels",
      second.toString(),
      "--iterations",
      "1"
    };
    execute(
        Stream.concat(
                Stream.of(content, style, style, "-o", output).map(Object::toString),
                Stream.of(repeated))
            .toArray(String[]::new));
    // The label images are read and do not match; a list that was split wrongly names no file.
    assertFalse(err.toString().contains("No open image"), err::toString);
    assertFalse(err.toString().contains("label images for"), err::toString);
  }

  private int execute(final String... arguments) {
    err.getBuffer().setLength(0);
    return Stylize.commandLine().setErr(new PrintWriter(err, true)).execute(arguments);
  }

  @Test
  void anErrorIsReportedInOneSentence() {
    final CommandLine command =
        new CommandLine(new OutOfMemoryCommand()).setErr(new PrintWriter(err, true));
    assertRefused("STYLIZE_JAVA_OPTS", Stylize.execute(command));
  }

  @CommandLine.Command
  private static final class OutOfMemoryCommand implements Runnable {

    @Override
    public void run() {
      throw new OutOfMemoryError("Java heap space");
    }
  }

  private int stylize(final String... options) {
    return run(content, style, output, options);
  }

  private int run(
      final Path contentFile, final Path styleFile, final Path out, final String... options) {
    err.getBuffer().setLength(0);
    final CommandLine command = Stylize.commandLine().setErr(new PrintWriter(err, true));
    final Stream<String> files = Stream.of(contentFile, styleFile).map(Path::toString);
    final Stream<String> rest = Stream.of("-o", out.toString(), "--device", "cpu");
    return command.execute(
        Stream.of(files, devices(rest, options), Stream.of(options))
            .flatMap(words -> words)
            .toArray(String[]::new));
  }

  /** The CPU, unless the test is about devices. */
  private static Stream<String> devices(final Stream<String> words, final String... options) {
    return List.of(options).contains("--device") ? words.limit(2) : words;
  }

  private void assertRefused(final String named, final int code) {
    assertRefused(CommandLine.ExitCode.SOFTWARE, named, code);
  }

  private void assertRefused(final int expectedCode, final String named, final int code) {
    assertEquals(expectedCode, code, err::toString);
    final List<String> sentences =
        err.toString().lines().filter(line -> !line.contains(" iteration ")).toList();
    assertEquals(1, sentences.size(), err::toString);
    assertTrue(sentences.get(0).contains(named), err::toString);
    assertTrue(sentences.get(0).endsWith("."), err::toString);
    assertFalse(Files.exists(output), "an output was left behind");
  }

  private void assertOnlyTheseFiles(final String... names) {
    try (Stream<Path> files = Files.list(folder)) {
      assertArrayEquals(names, files.map(file -> file.getFileName().toString()).sorted().toArray());
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path draw(final String name, final int width, final int height) {
    final Path file = folder.resolve(name);
    new ImageFileWriter()
        .write(RgbPicture.toImage(name, TestPictures.waves(width, height, width)), file);
    return file;
  }

  /** A .safetensors file with conv1_1 alone. */
  private Path weightsOfOneLayer(final String type, final int channels, final boolean cut)
      throws IOException {
    final int size = type.equals("BF16") ? 2 : 4;
    final int kernel = channels * 27 * size;
    final int end = kernel + channels * size;
    final byte[] header =
        ("{\"features.0.weight\":{\"dtype\":\"%s\",\"shape\":[%d,3,3,3],\"data_offsets\":[0,%d]},"
                + "\"features.0.bias\":{\"dtype\":\"%s\",\"shape\":[%d],\"data_offsets\":[%d,%d]}}")
            .formatted(type, channels, kernel, type, channels, kernel, end)
            .getBytes(StandardCharsets.UTF_8);
    final ByteBuffer bytes =
        ByteBuffer.allocate(8 + header.length + end / (cut ? 2 : 1)).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(header.length).put(header);
    return Files.write(folder.resolve("network.safetensors"), bytes.array());
  }
}
