package sc.fiji.styletransfer.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import ij.process.ShortProcessor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.styletransfer.SmallDisk;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.files.TemporaryFolder;
import sc.fiji.styletransfer.image.read.ImageFileReader;

class ResultFileTest {

  private static final InputFiles NO_INPUTS = InputFiles.NONE;

  private static final SettingTexts DEFAULTS = new SettingTexts(Map.of());

  @TempDir private Path folder;

  private static ImagePlus image() {
    final ByteProcessor pixels = new ByteProcessor(20, 18);
    for (int i = 0; i < pixels.getPixelCount(); i++) pixels.set(i, i % 251);
    return new ImagePlus("image", pixels);
  }

  private static String refusal(final Runnable call) {
    return assertThrows(StyleTransferException.class, call::run).getMessage();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void aResultThatCannotBeWrittenIsKeptInTheTemporaryFolder() throws IOException {
    final Path results = Files.createDirectory(folder.resolve("results"));
    final ResultFile file = new ResultFile(results.resolve("out.png"), NO_INPUTS);
    file.check();
    Files.delete(results);
    final ImagePlus result = image();
    assertKept(refusal(() -> file.write(result)), result);
  }

  private static void assertKept(final String message, final ImagePlus result) throws IOException {
    final Matcher kept = Pattern.compile("The result is kept in '(.*)'\\.$").matcher(message);
    assertTrue(kept.find(), message);
    final Path fallback = Path.of(kept.group(1));
    try {
      assertArrayEquals(
          (byte[]) result.getProcessor().getPixels(),
          (byte[]) new ImageFileReader().open(fallback).getProcessor().getPixels());
    } finally {
      Files.delete(fallback);
    }
  }

  @Test
  void aDiskThatBecameFullKeepsTheOldResultAndTheNewOneElsewhere() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 64 << 10)) {
      final Path target = disk.folder().resolve("out.tif");
      new ResultFile(target, NO_INPUTS).write(image());
      final byte[] old = Files.readAllBytes(target);
      Files.write(disk.folder().resolve("other"), new byte[60 << 10]);
      final ImagePlus result = new ImagePlus("large", new ByteProcessor(200, 200));
      final String message = refusal(() -> new ResultFile(target, NO_INPUTS).write(result));
      assertTrue(
          message.startsWith(
              "The file '%s' could not be written (No space left on device). Check the free space and the permissions of the folder. The result is kept in '"
                  .formatted(target)),
          message);
      assertKept(message, result);
      assertArrayEquals(old, Files.readAllBytes(target));
      assertEquals(2, disk.folder().toFile().list().length);
    }
  }

  @Test
  void aFolderThatBecameReadOnlyKeepsTheResultElsewhere() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 64 << 10)) {
      final ResultFile file = new ResultFile(disk.folder().resolve("out.tif"), NO_INPUTS);
      file.check();
      disk.setReadOnly(true);
      final ImagePlus result = image();
      assertKept(refusal(() -> file.write(result)), result);
      disk.setReadOnly(false);
    }
  }

  /** The encoder itself fails, for example because the heap is too small for the PNG. */
  @Test
  void aResultThatCannotBeEncodedIsKept() throws IOException {
    final ImagePlus result = image();
    final boolean[] failed = new boolean[1];
    final ImagePlus heavy =
        new ImagePlus("heavy", result.getProcessor()) {
          @Override
          public int getBitDepth() {
            if (!failed[0]) {
              failed[0] = true;
              throw new OutOfMemoryError("Java heap space");
            }
            return super.getBitDepth();
          }
        };
    final ResultFile file = new ResultFile(folder.resolve("out.png"), NO_INPUTS);
    failed[0] = false;
    final String message = refusal(() -> file.write(heavy));
    assertTrue(
        message.startsWith(
            "The file '%s' could not be written. Java's heap is too small for this image; start Java with a larger heap, or choose a smaller size. The result is kept"
                    .formatted(folder.resolve("out.png"))
                + " in '"),
        message);
    assertKept(message, result);
    assertTrue(files().isEmpty(), () -> "files were left behind");
  }

  @Test
  void aResultThatCanBeKeptNowhereIsToldInASentence() throws IOException {
    final ImagePlus heavy =
        new ImagePlus("heavy", image().getProcessor()) {
          @Override
          public int getBitDepth() {
            throw new OutOfMemoryError("Java heap space");
          }
        };
    final Path file = folder.resolve("out.png");
    final String message = refusal(() -> new ResultFile(file, NO_INPUTS).write(heavy));
    final String start =
        "The file '%s' could not be written. Java's heap is too small for this image; start Java with a larger heap, or choose a smaller size. The result could not be kept in any of the folders '%s', '"
            .formatted(file, TemporaryFolder.ofProcess().root());
    assertTrue(message.startsWith(start), message);
    assertTrue(
        message.endsWith("' either. Free memory and disk space, and run the transfer again."),
        message);
    assertTrue(files().isEmpty(), () -> "files were left behind");
  }

  @Test
  void theResultGoesToTheEndOfAChainOfLinks() throws IOException {
    final Path first = chain("real.png");
    new ResultFile(first, NO_INPUTS).write(image());
    assertTrue(Files.isSymbolicLink(first) && Files.isSymbolicLink(folder.resolve("sub/b.png")));
    assertTrue(Files.isRegularFile(folder.resolve("real.png"), LinkOption.NOFOLLOW_LINKS));
    final InputFiles inputs = NO_INPUTS.with("style image", folder.resolve("real.png"));
    final String message = refusal(() -> new ResultFile(first, inputs).check());
    assertTrue(message.contains("would replace the style image"), message);
  }

  @Test
  void theInputIsFoundThroughAChainOfLinksToNoFileYet() throws IOException {
    final InputFiles inputs = NO_INPUTS.with("checkpoint", folder.resolve("later.png"));
    final Path first = chain("later.png");
    final String message = refusal(() -> new ResultFile(first, inputs).check());
    assertTrue(message.contains("would replace the checkpoint"), message);
  }

  @Test
  void aChainOfLinksThatLeadsBackIsRefused() throws IOException {
    final Path first = chain("a.png");
    assertEquals(
        "The output '%s' is a link that leads back to itself. Choose another name."
            .formatted(first),
        refusal(() -> new ResultFile(first, NO_INPUTS).check()));
  }

  @Test
  void aChainOfLinksIntoAMissingFolderIsRefused() throws IOException {
    final Path first = chain("none/c.png");
    assertEquals(
        "The folder '%s' does not exist. Create the folder or choose another."
            .formatted(folder.resolve("sub/../none")),
        refusal(() -> new ResultFile(first, NO_INPUTS).check()));
  }

  /** Links a.png to sub/b.png, and that one to a file of the folder, by relative paths. */
  private Path chain(final String end) throws IOException {
    Files.createDirectory(folder.resolve("sub"));
    Files.createSymbolicLink(folder.resolve("sub/b.png"), Path.of("..").resolve(end));
    return Files.createSymbolicLink(folder.resolve("a.png"), Path.of("sub/b.png"));
  }

  @Test
  void theChecksLeaveNoFile() throws IOException {
    final ResultFile file = new ResultFile(folder.resolve("out.tif"), NO_INPUTS);
    file.check();
    file.check(image(), DEFAULTS);
    assertTrue(files().isEmpty(), () -> "files were left behind");
  }

  @Test
  void temporaryFilesOfKilledProgramsAreDeletedAndThoseInUseAreKept() throws IOException {
    Files.writeString(folder.resolve(".style-transfer-killed.part"), "half a picture");
    final Path used = folder.resolve(".style-transfer-used.part");
    try (FileChannel channel =
        FileChannel.open(used, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.lock();
      channel.write(ByteBuffer.wrap(new byte[9]));
      new ResultFile(folder.resolve("out.tif"), NO_INPUTS).write(image());
      assertEquals(
          List.of(".style-transfer-used.part", "out.tif"), files().stream().sorted().toList());
    }
  }

  @Test
  void aDiskWithTooLittleRoomIsRefused() {
    final ResultFile file = new ResultFile(folder.resolve("out.tif"), NO_INPUTS);
    final ImageStack stack = new ImageStack(20, 18);
    for (int i = 0; i < 5000; i++) stack.addSlice(new ShortProcessor(20, 18));
    final SettingTexts huge = DEFAULTS.with("size", "100000");
    final String message = refusal(() -> file.check(new ImagePlus("stack", stack), huge));
    assertTrue(message.contains("MB of free space"), message);
  }

  @Test
  void theFileOfAnOpenImageIsNotReplaced() throws IOException {
    final Path file = folder.resolve("content.tif");
    new ResultFile(file, NO_INPUTS).write(image());
    final ImagePlus opened = new ImageFileReader().open(file);
    final String message = refusal(() -> new ResultFile(file, NO_INPUTS).check(opened, DEFAULTS));
    assertTrue(message.contains("would replace the content image"), message);
  }

  @Test
  void aHardLinkIsTheSameFile() throws IOException {
    final Path file = Files.writeString(folder.resolve("a.png"), "content");
    final Path link = Files.createLink(folder.resolve("b.png"), file);
    final InputFiles inputs = NO_INPUTS.with("style image", file);
    assertTrue(
        refusal(() -> new ResultFile(link, inputs).check()).contains("replace the style image"));
  }

  @Test
  void aFileThatDoesNotExistYetIsComparedWithoutLinksAndLetterCase() throws IOException {
    final Path real = Files.createDirectory(folder.resolve("real"));
    final Path link = Files.createSymbolicLink(folder.resolve("link"), real);
    final InputFiles inputs = NO_INPUTS.with("checkpoint", real.resolve("State.png"));
    for (final Path same : List.of(link.resolve("State.png"), real.resolve("./state.PNG")))
      assertTrue(
          refusal(() -> new ResultFile(same, inputs).check()).contains("replace the checkpoint"));
  }
}
