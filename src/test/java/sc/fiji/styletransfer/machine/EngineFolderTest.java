package sc.fiji.styletransfer.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.styletransfer.StyleTransferException;

/** Folders that are no engine for this computer are refused with a reason. */
class EngineFolderTest {

  private static final int CHUNK = 1 << 20;

  @TempDir private Path folder;

  /** Writes a file with the header of this system's libraries and a text at a position. */
  private static Path library(final Path folder, final LibraryHeader header, final String text)
      throws IOException {
    Files.createDirectories(folder);
    // The text lies across two chunks of the search.
    final ByteBuffer bytes = ByteBuffer.allocate(2 * CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    final boolean arm = header.processor().equals("aarch64");
    switch (header.system()) {
      case "linux" -> bytes.putInt(0, 0x464c457f).putShort(18, (short) (arm ? 183 : 62));
      case "macos" -> bytes.putInt(0, 0xfeedfacf).putInt(4, arm ? 0x0100000c : 0x01000007);
      default ->
          bytes
              .putShort(0, (short) 0x5a4d)
              .putInt(0x3c, 0x80)
              .putInt(0x80, 0x4550)
              .putShort(0x84, (short) (arm ? 0xaa64 : 0x8664));
    }
    bytes.position(CHUNK - 3).put(text.getBytes(StandardCharsets.ISO_8859_1));
    return Files.write(folder.resolve(System.mapLibraryName("torch_cpu")), bytes.array());
  }

  private String refusal() {
    return assertThrows(StyleTransferException.class, () -> EngineFolder.check(folder))
        .getMessage();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "lib", "torch/lib", "lib/python3.11/site-packages/torch/lib"})
  void findsTheLibrariesInAnInstallation(final String place) throws IOException {
    final Path expected = folder.resolve(place);
    library(expected, LibraryHeader.ofThisMachine(), "2.7.1");
    final EngineFolder engine = EngineFolder.check(folder);
    assertEquals(expected.toAbsolutePath().normalize(), engine.folder());
    assertEquals("cpu", engine.flavour());
  }

  @Test
  void aCudaLibraryMakesTheFlavour() throws IOException {
    library(folder, LibraryHeader.ofThisMachine(), "2.7.1");
    Files.createFile(folder.resolve(System.mapLibraryName("torch_cuda")));
    assertTrue(EngineFolder.check(folder).hasCuda());
  }

  @Test
  void anEmptyFolderHasNoLibrary() {
    assertTrue(refusal().contains("has no library of PyTorch"), refusal());
  }

  @Test
  void anotherVersionIsRefusedByItsName() throws IOException {
    final Path lib = folder.resolve("torch/lib");
    library(lib, LibraryHeader.ofThisMachine(), "2.7.1");
    Files.writeString(lib.resolveSibling("version.py"), "__version__ = '2.6.0+cu124'");
    assertTrue(refusal().contains("has PyTorch 2.6.0+cu124, but this program needs 2.7.1"));
  }

  @Test
  void aBuildForAnotherCudaIsRefused() throws IOException {
    final Path lib = folder.resolve("torch/lib");
    library(lib, LibraryHeader.ofThisMachine(), "2.7.1");
    Files.createFile(lib.resolve(System.mapLibraryName("torch_cuda")));
    Files.writeString(lib.resolveSibling("version.py"), "__version__ = '2.7.1+cu126'");
    assertTrue(refusal().contains("needs the build for CUDA 12.8"), refusal());
  }

  @Test
  void anotherVersionIsRefusedByItsLibrary() throws IOException {
    library(folder, LibraryHeader.ofThisMachine(), "2.7.10");
    assertTrue(refusal().contains("are not those of PyTorch 2.7.1"), refusal());
  }

  @Test
  void aLibraryForAnotherProcessorIsRefused() throws IOException {
    final LibraryHeader here = LibraryHeader.ofThisMachine();
    final String other = here.processor().equals("aarch64") ? "x86_64" : "aarch64";
    library(folder, new LibraryHeader(here.system(), other), "2.7.1");
    assertTrue(refusal().contains("is for another computer"), refusal());
  }

  @Test
  void aFileOfAnotherKindIsRefused() throws IOException {
    Files.writeString(folder.resolve(System.mapLibraryName("torch_cpu")), "no library");
    assertTrue(refusal().contains("is for another computer (unknown, unknown"), refusal());
  }
}
