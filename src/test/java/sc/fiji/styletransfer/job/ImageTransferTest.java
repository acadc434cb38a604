package sc.fiji.styletransfer.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.io.Opener;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.transfer.Progress;
import sc.fiji.styletransfer.weights.file.SampleFiles;

class ImageTransferTest {

  private static ImagePlus rgb(final String title, final long seed) {
    final ColorProcessor pixels = new ColorProcessor(20, 17);
    final Random random = new Random(seed);
    for (int i = 0; i < pixels.getPixelCount(); i++) pixels.set(i, random.nextInt(0x1000000));
    return new ImagePlus(title, pixels);
  }

  private static ImagePlus greyStack(final int slices) {
    final ImageStack stack = new ImageStack(16, 18);
    for (int slice = 0; slice < slices; slice++) {
      final byte[] pixels = new byte[16 * 18];
      new Random(slice).nextBytes(pixels);
      stack.addSlice("slice " + slice, new ByteProcessor(16, 18, pixels));
    }
    return new ImagePlus("stack.tif", stack);
  }

  private static ImagePlus run(
      final Map<String, String> words, final ImagePlus content, final TransferObserver observer) {
    try (ImageTransfer transfer = new ImageTransfer(new SettingTexts(words))) {
      return transfer.run(content, List.of(rgb("style.png", 7)), observer);
    }
  }

  private static int[] pixels(final ImagePlus image) {
    return (int[]) image.getProcessor().convertToRGB().getPixels();
  }

  @Test
  void aRunRepeatsFromTheRecordInTheSavedFile(@TempDir final Path folder) {
    final Map<String, String> words =
        Map.of("iterations", "3", "size", "24", "seed", "5", "init", "noise", "styleweight", "250");
    final ImagePlus first = run(words, rgb("content.png", 1), TransferObserver.NONE);
    final String file = folder.resolve("first.tif").toString();
    new FileSaver(first).saveAsTiff(file);

    final SettingTexts recorded = RunRecord.settings(new Opener().openImage(file));
    final ImagePlus again = run(recorded.byKey(), rgb("content.png", 1), TransferObserver.NONE);

    assertArrayEquals(pixels(first), pixels(again));
    assertEquals(RunRecord.read(first), RunRecord.read(again));
    assertEquals(Settings.all().size() + ImageSettings.all().size(), recorded.byKey().size());
  }

  @Test
  void aFullHeapIsToldInASentence() {
    final ImageStack stack =
        new ImageStack(30, 24) {
          @Override
          public ImageProcessor getProcessor(final int n) {
            if (n > 1) throw new OutOfMemoryError("Java heap space");
            return super.getProcessor(n);
          }
        };
    for (int i = 0; i < 2; i++) stack.addSlice(new ColorProcessor(30, 24));
    final String message =
        assertThrows(
                StyleTransferException.class,
                () ->
                    run(
                        Map.of("iterations", "1"),
                        new ImagePlus("stack", stack),
                        TransferObserver.NONE))
            .getMessage();
    assertEquals(
        "Java's heap is too small for this image. Enlarge the heap (in ImageJ: Edit > Options >"
            + " Memory & Threads; on the command line: STYLIZE_JAVA_OPTS=-Xmx8g), or choose a"
            + " smaller size.",
        message);
  }

  /** Neither a display that fails nor one that needs too much memory ends the run. */
  @Test
  void anErrorOfAnObserverDoesNotEndTheRun() {
    final TransferObserver full =
        new TransferObserver() {
          @Override
          public void evaluated(final Progress progress) {
            throw new OutOfMemoryError("Java heap space");
          }

          @Override
          public boolean isCancelled() {
            throw new StackOverflowError();
          }
        };
    assertEquals(
        "2",
        RunRecord.read(
                run(Map.of("iterations", "2", "preset", "balanced"), rgb("content.png", 1), full))
            .get("evaluations"));
  }

  @Test
  void anObserverThatFailsDoesNotEndTheRun() {
    final TransferObserver broken =
        new TransferObserver() {
          @Override
          public void evaluated(final Progress progress) {
            throw new IllegalStateException("the window is closed");
          }

          @Override
          public boolean isCancelled() {
            throw new IllegalStateException("the window is closed");
          }
        };
    final ImagePlus result =
        run(Map.of("iterations", "3", "preset", "balanced"), rgb("content.png", 1), broken);
    assertEquals("3", RunRecord.read(result).get("evaluations"));
  }

  @Test
  void theRecordSaysWhatMadeTheImage() {
    final Map<String, String> record =
        RunRecord.read(
            run(Map.of("iterations", "2"), rgb("content.png", 1), TransferObserver.NONE));
    assertEquals("2", record.get("iterations"));
    assertEquals("content.png", record.get("contenttitle"));
    assertEquals("style.png", record.get("styletitle"));
    assertTrue(record.get("networksha256").matches("[0-9a-f]{64}"), record.toString());
    assertTrue(record.get("engineversion").startsWith("PyTorch 2"));
    assertTrue(Double.parseDouble(record.get("loss")) > 0);
    assertEquals("false", record.get("stopped"));
  }

  @Test
  void theRecordSaysByWhatLayersOfAnotherNetworkAreWeighed(@TempDir final Path folder)
      throws IOException {
    final Path file = folder.resolve("torchvision.safetensors");
    SampleFiles.writeTorchvision(file);
    final String scale = responseScale("gatys", file.toString());
    assertTrue(scale.matches("(conv\\d_\\d:[0-9.e+-]+,){12}conv5_1:[0-9.e+-]+"), scale);
    assertNull(responseScale("balanced", file.toString()));
    assertNull(responseScale("gatys", "random"));
  }

  private static String responseScale(final String preset, final String network) {
    final Map<String, String> words =
        Map.of("preset", preset, "network", network, "iterations", "1");
    return RunRecord.read(run(words, rgb("content.png", 1), TransferObserver.NONE))
        .get("responsescale");
  }

  @Test
  void stylisingTheResultAgainReplacesTheRecord() {
    final ImagePlus first =
        run(Map.of("iterations", "1"), rgb("content.png", 1), TransferObserver.NONE);
    first.setProperty("Info", "Microscope: none\n" + first.getInfoProperty());
    final ImagePlus second = run(Map.of("iterations", "2"), first, TransferObserver.NONE);
    assertEquals("2", RunRecord.read(second).get("iterations"));
    assertTrue(second.getInfoProperty().startsWith("Microscope: none\n"));
    assertEquals(
        second.getInfoProperty().indexOf("StyleTransfer.iterations"),
        second.getInfoProperty().lastIndexOf("StyleTransfer.iterations"));
  }

  /** Ends the run at an evaluation of a plane. */
  private static final class Stop implements TransferObserver {

    private final List<String> seen = new ArrayList<>();
    private final String end;
    private int plane;

    Stop(final String end) {
      this.end = end;
    }

    @Override
    public void planeBegins(final int index, final int count) {
      plane = index + 1;
    }

    @Override
    public void evaluated(final Progress progress) {
      seen.add(plane + "." + progress.evaluation());
    }

    @Override
    public boolean isCancelled() {
      return seen.contains(end);
    }
  }

  @Test
  void aStoppedStackKeepsThePlanesLeftAsTheyWere() {
    final ImagePlus content = greyStack(3);
    final Stop stop = new Stop("2.1");
    final ImagePlus result =
        run(
            Map.of(
                "iterations", "2", "optimizer", "adam", "learningrate", "20", "preset", "balanced"),
            content,
            stop);
    assertEquals(List.of("1.1", "1.2", "2.1"), stop.seen);
    assertEquals(3, result.getStackSize());
    assertArrayEquals(
        (byte[]) content.getStack().getPixels(3), (byte[]) result.getStack().getPixels(3));
    assertFalse(
        java.util.Arrays.equals(
            (byte[]) content.getStack().getPixels(1), (byte[]) result.getStack().getPixels(1)));
    assertEquals("true", RunRecord.read(result).get("stopped"));
    assertEquals("2 1", RunRecord.read(result).get("evaluations"));
    assertEquals("1.00000 1.00000", RunRecord.read(result).get("contentfactor"));
  }
}
