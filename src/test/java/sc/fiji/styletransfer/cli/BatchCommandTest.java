package sc.fiji.styletransfer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.styletransfer.image.file.ImageFileReader;
import sc.fiji.styletransfer.image.file.ImageFileWriter;
import sc.fiji.styletransfer.job.RunRecord;

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
  void redoesWhatWasMadeByOtherSettings() throws IOException {
    assertEquals(0, batch());
    out.getBuffer().setLength(0);
    assertEquals(0, batch("--seed", "7", "--memory", "6G", "--init", "noise"));
    assertTrue(out.toString().contains("4 done, 0 finished before, 0 failed"), out::toString);
    final ImagePlus redone = new ImageFileReader().open(output.resolve("a-swirls.tif"));
    assertEquals("7", RunRecord.read(redone).get("seed"));
    assertTrue(RunRecord.read(redone).get("deviceused").matches("cpu|gpu\\d"));
    out.getBuffer().setLength(0);
    // What has no effect on the result is no reason.
    assertEquals(0, batch("--seed", "7", "--init", "noise", "--device", "cpu"));
    assertTrue(out.toString().contains("0 done, 4 finished before, 0 failed"), out::toString);
    assertTrue(out.toString().contains("made by the same settings"), out::toString);
  }

  @Test
  void saysThatItCannotKnowHowAPngWasMade() throws IOException {
    assertEquals(0, batch("--format", "png"));
    assertEquals(0, batch("--format", "png", "--seed", "7"));
    assertTrue(out.toString().contains("0 done, 4 finished before, 0 failed"), out::toString);
    assertTrue(out.toString().contains("how it was made is not known"), out::toString);
  }

  @Test
  void reportsABadFileAndGoesOn() throws IOException {
    Files.writeString(images.resolve("aa.png"), "not an image");
    Files.writeString(images.resolve("notes.doc"), "neither, and does not claim to be one");
    assertEquals(1, batch("--format", "png"));
    assertTrue(
        out.toString().contains("4 done, 0 finished before, 2 failed, 2 no image"), out::toString);
    assertTrue(out.toString().contains("is not an image ImageJ can open"), out::toString);
    assertEquals(List.of("a-glass.png", "a-swirls.png", "b-glass.png", "b-swirls.png"), results());
  }

  @Test
  void severalProcessesReportAsOneDoes() throws IOException {
    Files.writeString(images.resolve("aa.png"), "not an image");
    assertEquals(1, batch("--processes", "2"));
    assertTrue(out.toString().contains("4 done, 0 finished before, 2 failed"), out::toString);
    assertTrue(out.toString().contains("is not an image ImageJ can open"), out::toString);
    out.getBuffer().setLength(0);
    assertEquals(1, batch());
    assertTrue(out.toString().contains("0 done, 4 finished before, 2 failed"), out::toString);
  }

  @Test
  void thereIsNoBatchOfNoProcesses() {
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
  void aBadStyleEndsItBeforeItBegins() throws IOException {
    Files.writeString(glass, "not an image");
    assertEquals(1, batch());
    assertFalse(Files.exists(output));
    assertEquals(1, err.toString().lines().filter(line -> line.contains("glass.png")).count());
  }

  @Test
  void theFolderOfTheImagesIsNoPlaceForResults() {
    output = images;
    assertEquals(1, batch());
    assertTrue(err.toString().contains("choose another folder"), err::toString);
  }
}
