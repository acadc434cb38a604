package sc.fiji.styletransfer.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.styletransfer.JavaProcess;
import sc.fiji.styletransfer.image.read.ImageFileReader;
import sc.fiji.styletransfer.image.write.ImageFileWriter;
import sc.fiji.styletransfer.job.RunRecord;

@Tag("slow")
class BatchCommandTest {

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path images;
  private Path output;
  private Path swirls;
  private Path glass;

  @BeforeEach
  void drawPictures() throws IOException {
    images = Files.createDirectory(folder.resolve("images"));
    output = folder.resolve("results");
    draw(images.resolve("a.png"), new ColorProcessor(20, 18));
    draw(images.resolve("b.tif"), new ByteProcessor(18, 20));
    swirls = draw(folder.resolve("swirls.png"), new ColorProcessor(24, 24));
    glass = draw(folder.resolve("glass.png"), new ColorProcessor(22, 24));
  }

  private static Path draw(final Path file, final ImageProcessor pixels) {
    final Random random = new Random(file.hashCode());
    for (int i = 0; i < pixels.getPixelCount(); i++) pixels.set(i, random.nextInt(256));
    new ImageFileWriter().write(new ImagePlus("", pixels), file);
    return file;
  }

  private int batch(final String... more) {
    final String[] first = {"batch", images.toString(), swirls.toString(), glass.toString()};
    final String[] last = {"-o", output.toString(), "--iterations", "1"};
    return Stylize.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(Stream.of(first, last, more).flatMap(Arrays::stream).toArray(String[]::new));
  }

  private List<String> results() throws IOException {
    try (Stream<Path> files = Files.list(output)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void stylisesEveryImageInEveryStyleAndLeavesFinishedResults() throws IOException {
    assertEquals(0, batch(), err::toString);
    assertEquals(List.of("a-glass.tif", "a-swirls.tif", "b-glass.tif", "b-swirls.tif"), results());
    final ImagePlus grey = new ImageFileReader().open(output.resolve("b-glass.tif"));
    assertEquals(8, grey.getBitDepth());
    assertTrue(out.toString().contains("4 done, 0 finished before, 0 failed"), out::toString);

    Files.delete(output.resolve("a-glass.tif"));
    final var before = Files.getLastModifiedTime(output.resolve("b-glass.tif"));
    assertEquals(0, batch());
    assertTrue(out.toString().contains("1 done, 3 finished before, 0 failed"), out::toString);
    assertEquals(before, Files.getLastModifiedTime(output.resolve("b-glass.tif")));
    assertEquals(4, results().size());
  }

  @Test
  void recomputesResultsOfOtherSettings() throws IOException {
    assertEquals(0, batch());
    out.getBuffer().setLength(0);
    assertEquals(0, batch("--seed", "7", "--memory", "6G", "--init", "noise"));
    assertTrue(out.toString().contains("4 done, 0 finished before, 0 failed"), out::toString);
    final ImagePlus redone = new ImageFileReader().open(output.resolve("a-swirls.tif"));
    assertEquals("7", RunRecord.read(redone).get("seed"));
    assertTrue(RunRecord.read(redone).get("deviceused").matches("cpu|gpu\\d"));
    out.getBuffer().setLength(0);
    // A setting that does not change the result is no reason to compute it again.
    assertEquals(0, batch("--seed", "7", "--init", "noise", "--device", "cpu"));
    assertTrue(out.toString().contains("0 done, 4 finished before, 0 failed"), out::toString);
    assertTrue(out.toString().contains("same images and settings"), out::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg", "tiff"})
  void finishedMeansTheSameImagesAndSettings(final String format) throws IOException {
    assertEquals(0, batch("--format", format), err::toString);
    assertSummary("0 done, 4 finished before, 0 failed", "--format", format);
    assertSummary("4 done, 0 finished before, 0 failed", "--format", format, "--seed", "7");
    draw(images.resolve("a.png"), new ColorProcessor(21, 18));
    assertSummary("2 done, 2 finished before, 0 failed", "--format", format, "--seed", "7");
    draw(glass, new ColorProcessor(25, 25));
    assertSummary("2 done, 2 finished before, 0 failed", "--format", format, "--seed", "7");
    assertEquals(4, results().size());
  }

  /** The names stay the same, and what they name changes. */
  @Test
  void aStartPictureThatChangedInPlaceIsNoticed() throws IOException {
    final Path init = draw(folder.resolve("start.png"), new ColorProcessor(20, 18));
    final String[] options = {"--init", init.toString()};
    assertSummary("4 done, 0 finished before, 0 failed", options);
    assertSummary("0 done, 4 finished before, 0 failed", options);
    final Path copy = Files.copy(init, folder.resolve("copy.png"));
    assertSummary("0 done, 4 finished before, 0 failed", "--init", copy.toString());
    draw(init, new ColorProcessor(21, 18));
    assertSummary("4 done, 0 finished before, 0 failed", options);
  }

  @Test
  void aLabelImageThatChangedInPlaceIsNoticed() throws IOException {
    Files.delete(images.resolve("b.tif"));
    final ByteProcessor labels = new ByteProcessor(20, 18);
    for (int i = 0; i < labels.getPixelCount(); i++) labels.set(i, i % 20 < 10 ? 1 : 0);
    final Path file = folder.resolve("labels.tif");
    new ImageFileWriter().write(new ImagePlus("", labels), file);
    final String[] options = {"--content-labels", file.toString()};
    assertSummary("2 done, 0 finished before, 0 failed", options);
    assertSummary("0 done, 2 finished before, 0 failed", options);
    for (int i = 0; i < labels.getPixelCount(); i++) labels.set(i, i % 20 < 8 ? 1 : 0);
    new ImageFileWriter().write(new ImagePlus("", labels), file);
    assertSummary("2 done, 0 finished before, 0 failed", options);
    assertSummary("0 done, 2 finished before, 0 failed", options);
  }

  /** The picture of an image that fails must not be taken for that of the next. */
  @ParameterizedTest
  @ValueSource(strings = {"1", "2"})
  void eachResultHasItsOwnCheckpoint(final String processes) throws IOException {
    final Path states = Files.createDirectory(folder.resolve("states"));
    final String[] options = {
      "--checkpoint", states.resolve("state").toString(), "--processes", processes
    };
    Files.writeString(states.resolve("state-a-glass.tif"), "not a checkpoint");
    assertSummary("3 done, 0 finished before, 1 failed", options);
    assertTrue(
        out.toString().contains("state-a-glass.tif' is no checkpoint"), () -> out + "\n" + err);
    Files.delete(states.resolve("state-a-glass.tif"));
    // A process that was killed after it wrote the result left this.
    Files.writeString(states.resolve("state-b-glass.tif-1"), "a state");
    assertSummary("1 done, 3 finished before, 0 failed", options);
    assertEquals(0, states.toFile().list().length);
  }

  /** The report goes to the standard output, which may be a file on a full disk. */
  @Test
  void aReportThatCannotBeWrittenGoesToTheOtherStream() {
    final Writer full =
        new Writer() {
          @Override
          public void write(final char[] text, final int begin, final int length)
              throws IOException {
            throw new IOException("No space left on device");
          }

          @Override
          public void flush() {
            // nothing waits
          }

          @Override
          public void close() {
            // nothing is open
          }
        };
    final int code =
        Stylize.commandLine()
            .setOut(new PrintWriter(full))
            .setErr(new PrintWriter(err))
            .execute(
                "batch",
                images.toString(),
                swirls.toString(),
                "-o",
                output.toString(),
                "--iterations",
                "1");
    assertEquals(1, code);
    assertTrue(err.toString().contains("2 done, 0 finished before, 0 failed"), err::toString);
    assertTrue(err.toString().contains("could not be written to the standard output"));
  }

  private void assertSummary(final String summary, final String... options) {
    out.getBuffer().setLength(0);
    batch(options);
    assertTrue(out.toString().contains(summary), () -> out + "\n" + err);
  }

  @Test
  void aFileThatNoRunHasWrittenIsNotReplaced() throws IOException {
    Files.createDirectories(output);
    Files.writeString(output.resolve("a-glass.tif"), "precious");
    assertSummary("3 done, 0 finished before, 1 failed");
    assertTrue(
        out.toString().contains("holds no record of a run. Move or delete it"), out::toString);
    assertEquals("precious", Files.readString(output.resolve("a-glass.tif")));
  }

  @Test
  void systemFilesAreLeftOut() throws IOException {
    for (final String name :
        List.of(
            "Thumbs.db",
            "desktop.ini",
            ".DS_Store",
            "._a.png",
            "~$a.png",
            ".~lock.a.png#",
            "a.lck"))
      for (final Path place : List.of(images, Files.createDirectories(folder.resolve("styles"))))
        Files.writeString(place.resolve(name), "no image");
    draw(folder.resolve("styles").resolve("ink.png"), new ColorProcessor(20, 20));
    glass = folder.resolve("styles");
    assertEquals(0, batch(), err::toString);
    assertTrue(
        out.toString().contains("4 done, 0 finished before, 0 failed, 0 no image"), out::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "tif", "jpg"})
  void resultsOfEarlierRunsInTheFolderAreNoInputs(final String ending) throws IOException {
    final String[] run = {
      images.resolve("a.png").toString(),
      swirls.toString(),
      "-o",
      images.resolve("zz." + ending).toString(),
      "--iterations",
      "1"
    };
    assertEquals(0, Stylize.commandLine().execute(run));
    assertSummary("4 done, 0 finished before, 0 failed");
  }

  @Test
  void aStackAsPngIsRefusedBeforeItIsComputed() throws IOException {
    final ImageStack stack = new ImageStack(20, 18);
    for (int i = 0; i < 3; i++) stack.addSlice(new ByteProcessor(20, 18));
    new ImageFileWriter().write(new ImagePlus("", stack), images.resolve("b.tif"));
    assertSummary("2 done, 0 finished before, 2 failed", "--format", "png");
    assertTrue(out.toString().contains("the result of 'b-glass.png' has 3 planes"), out::toString);
    assertFalse(err.toString().matches("(?s).*b-glass.png\\R[^\\n]*iteration.*"), err::toString);
  }

  @Test
  void aResultNeverReplacesAStyle() throws IOException {
    output = Files.createDirectory(folder.resolve("styles"));
    glass = draw(output.resolve("a-swirls.tif"), new ColorProcessor(22, 24));
    final byte[] before = Files.readAllBytes(glass);
    assertEquals(1, batch());
    assertTrue(err.toString().contains("would replace the style image"), err::toString);
    assertArrayEquals(before, Files.readAllBytes(glass));
  }

  @Test
  void reportsABadFileAndGoesOn() throws IOException {
    Files.writeString(images.resolve("aa.png"), "not an image");
    Files.writeString(images.resolve("notes.doc"), "neither, and does not claim to be one");
    assertEquals(1, batch("--format", "png"));
    assertTrue(
        out.toString().contains("4 done, 0 finished before, 2 failed, 2 no image"), out::toString);
    assertTrue(out.toString().contains("is not an image that can be read"), out::toString);
    assertEquals(List.of("a-glass.png", "a-swirls.png", "b-glass.png", "b-swirls.png"), results());
  }

  @Test
  void picturesOfFormatsWithoutAReaderAreFailures() throws Exception {
    Files.write(images.resolve("c.heic"), new byte[10]);
    Files.writeString(images.resolve("without ending"), "\0\0\0\u0018ftypavif and so on");
    Files.writeString(images.resolve("drawing"), "<svg xmlns='http://www.w3.org/2000/svg'/>");
    Files.writeString(images.resolve("words.pdf"), "%PDF-1.4");
    Files.createSymbolicLink(images.resolve("lost.png"), Path.of("nowhere.png"));
    // Neither a folder nor a pipe is a file to read.
    Files.createDirectory(images.resolve("folder.png"));
    new ProcessBuilder("mkfifo", images.resolve("pipe.png").toString()).start().waitFor();
    assertEquals(1, batch());
    assertTrue(
        out.toString().contains("4 done, 0 finished before, 8 failed, 2 no image"), out::toString);
    assertTrue(out.toString().contains("is in the format AVIF"), out::toString);
    assertTrue(out.toString().contains("is a link to a file that does not exist"), out::toString);
  }

  /** Of any kind that a system allows, as content and as style, with a second run. */
  @Test
  void anyNameIsStylisedOnce() throws IOException {
    final List<String> names =
        List.of(
            "a b.png",
            "a,b=c.png",
            "x[1(.png",
            "100%d.png",
            "'q\".png",
            "@home.png",
            "-h.png",
            "CON.png",
            "nul.png",
            "dot..png",
            "space .png",
            "Gr\u00f6\u00dfe.png",
            "Gro\u0308\u00dfe.png",
            "\u5199\u771f.png",
            "\uD83D\uDE00.png",
            "n".repeat(251) + ".png");
    for (final String name : names) draw(images.resolve(name), new ColorProcessor(20, 18));
    final Path styles = Files.createDirectory(folder.resolve("styles"));
    draw(styles.resolve("a,b=[c '.png"), new ColorProcessor(20, 20));
    swirls = styles;
    glass = styles;
    final int count = names.size() + 2;
    assertSummary(count + " done, 0 finished before, 0 failed");
    assertEquals(count, results().size());
    assertSummary("0 done, " + count + " finished before, 0 failed");
  }

  /** A FITS file that states more pixels than the heap holds; its length is a hole in the file. */
  @Test
  @Timeout(120)
  void aFullHeapWhileReadingIsAFailureOfThatFile() throws Exception {
    final int side = 13_000;
    final StringBuilder header = new StringBuilder();
    for (final String card :
        List.of(
            "SIMPLE  =                    T",
            "BITPIX  =                  -32",
            "NAXIS   =                    2",
            "NAXIS1  = " + " ".repeat(15) + side,
            "NAXIS2  = " + " ".repeat(15) + side,
            "END")) header.append("%-80s".formatted(card));
    final Path bomb = Files.writeString(images.resolve("a.fits"), "%-2880s".formatted(header));
    try (RandomAccessFile file = new RandomAccessFile(bomb.toFile(), "rw")) {
      file.setLength(2880L + 4L * side * side);
    }
    final Process process = process("400m", "--iterations", "1").start();
    process.getOutputStream().close();
    final String report = new String(process.getInputStream().readAllBytes());
    assertEquals(1, process.waitFor());
    assertTrue(report.contains("2 done, 0 finished before, 1 failed"), report);
    assertTrue(report.contains("Java's heap is too small to read the image"), report);
  }

  @Test
  void severalProcessesGiveTheSameReportAsOne() throws IOException {
    Files.writeString(images.resolve("aa.png"), "not an image");
    assertEquals(1, batch("--processes", "2"));
    assertTrue(out.toString().contains("4 done, 0 finished before, 2 failed"), out::toString);
    assertTrue(out.toString().contains("is not an image that can be read"), out::toString);
    out.getBuffer().setLength(0);
    assertEquals(1, batch());
    assertTrue(out.toString().contains("0 done, 4 finished before, 2 failed"), out::toString);
  }

  @Test
  @Timeout(120)
  void anInterruptedBatchWritesItsReport() throws Exception {
    final Process process = process("512m", "--iterations", "1000000").start();
    try (BufferedReader progress = process.errorReader()) {
      for (String line = progress.readLine(); line != null; line = progress.readLine())
        if (line.contains("iteration 1 of"))
          process.toHandle().destroy(); // unlike Process, leaves the streams open
      final String report = new String(process.getInputStream().readAllBytes());
      assertTrue(
          report.contains("0 done, 0 finished before, 0 failed, 0 no image, 2 stopped"), report);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void zeroProcessesAreRefused() {
    assertEquals(1, batch("--processes", "0"));
    assertTrue(err.toString().contains("processes"), err::toString);
  }

  @Test
  void filesThatDifferInTheirEndingGetResultsOfTheirOwn() throws IOException {
    draw(images.resolve("a.tif"), new ByteProcessor(18, 20));
    assertEquals(0, batch());
    assertTrue(results().containsAll(List.of("a_png-glass.tif", "a_tif-glass.tif")));
  }

  @Test
  void aDamagedStyleIsRefusedBeforeTheFirstImage() throws IOException {
    Files.writeString(glass, "not an image");
    assertEquals(1, batch());
    assertFalse(Files.exists(output));
    assertEquals(1, err.toString().lines().filter(line -> line.contains("glass.png")).count());
  }

  @Test
  void resultsCannotGoIntoTheFolderOfTheImages() {
    output = images;
    assertEquals(1, batch());
    assertTrue(err.toString().contains("Choose another folder"), err::toString);
  }

  /** ImageJ's readers print what they do not like; programs read the table from the output. */
  @Test
  void nothingButTheTableIsPrinted() throws Exception {
    final byte[] header = new byte[600];
    System.arraycopy("DICM".getBytes(StandardCharsets.US_ASCII), 0, header, 128, 4);
    Arrays.fill(header, 132, header.length, (byte) -1);
    for (final String name : new String[] {"a.png", "b.tif"}) Files.delete(images.resolve(name));
    Files.write(images.resolve("c.dcm"), header);
    final Path table = folder.resolve("table");
    final Process process =
        process("512m", "--network", "builtin", "--device", "cpu")
            .redirectOutput(table.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    final List<String> lines = Files.readAllLines(table);
    assertEquals(3, lines.size(), lines::toString);
    assertTrue(lines.get(0).startsWith("image "), lines::toString);
    assertTrue(lines.get(1).contains("c.dcm' is not an image that can be read"), lines::toString);
  }

  @Test
  void aReportThatCannotBePrintedGoesToTheErrors() throws IOException {
    for (final String name : new String[] {"a.png", "b.tif"}) Files.delete(images.resolve(name));
    Files.createFile(images.resolve("empty.png"));
    final OutputStream full =
        new OutputStream() {
          @Override
          public void write(final int value) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    final int code =
        Stylize.commandLine()
            .setOut(new PrintWriter(full))
            .setErr(new PrintWriter(err))
            .execute("batch", images.toString(), swirls.toString(), "-o", output.toString());
    assertEquals(1, code);
    assertTrue(err.toString().contains("0 done, 0 finished before, 1 failed"), err::toString);
    assertTrue(
        err.toString()
            .contains(
                "The report could not be written to the standard output, so it went to the standard"
                    + " error. The results themselves are complete."),
        err::toString);
  }

  @Test
  void aCheckpointThatIsAnInputIsRefused() throws IOException {
    final Path content = images.resolve("a.png");
    final byte[] pixels = Files.readAllBytes(content);
    assertEquals(1, batch("--checkpoint", content.toString()));
    assertTrue(
        err.toString()
            .contains(
                "The checkpoint '" + content + "' would replace the content image of the run."),
        err::toString);
    assertArrayEquals(pixels, Files.readAllBytes(content));
  }

  /** Returns the batch in a process of its own, with a limit of the heap. */
  private ProcessBuilder process(final String heap, final String... options) {
    final List<String> arguments = new ArrayList<>(List.of("batch", images.toString()));
    arguments.addAll(List.of(swirls.toString(), "-o", output.toString()));
    arguments.addAll(List.of(options));
    return JavaProcess.of(Stylize.class, heap, arguments.toArray(String[]::new));
  }
}
