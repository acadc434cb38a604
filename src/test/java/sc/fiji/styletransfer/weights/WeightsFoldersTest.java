package sc.fiji.styletransfer.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.styletransfer.network.NetworkFingerprint;
import sc.fiji.styletransfer.network.NetworkVariant;
import sc.fiji.styletransfer.network.NetworkWeights;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.network.WeightsException;
import sc.fiji.styletransfer.weights.file.FormatWriters;
import sc.fiji.styletransfer.weights.file.HostileSamples;
import sc.fiji.styletransfer.weights.file.SampleFiles;
import sc.fiji.styletransfer.weights.file.SyntheticNetwork;

/** The search for weights, their folders, and imports. */
class WeightsFoldersTest {

  @TempDir Path temporary;

  @Test
  void eachPlatformHasItsHabit() {
    final Path home = temporary.resolve("home");
    assertEquals(
        List.of(home.resolve(".cache/style-transfer")), platform("Linux", Map.of()).weights());
    assertEquals(
        List.of(temporary.resolve("xdg/style-transfer")),
        platform("Linux", Map.of("XDG_CACHE_HOME", temporary.resolve("xdg").toString())).weights());
    assertEquals(
        List.of(home.resolve(".cache/style-transfer")),
        platform("Linux", Map.of("XDG_CACHE_HOME", "relative")).weights());
    assertEquals(
        List.of(home.resolve("Library/Caches/style-transfer")),
        platform("Mac OS X", Map.of()).weights());
    assertEquals(
        List.of(temporary.resolve("local/style-transfer")),
        platform("Windows 11", Map.of("LOCALAPPDATA", temporary.resolve("local").toString()))
            .weights());
    assertEquals(
        List.of(home.resolve("AppData/Local/style-transfer")),
        platform("Windows 11", Map.of()).weights());
  }

  @Test
  void thePropertyBeatsTheVariableAndBothBeatTheHabit() {
    final String two = "a" + File.pathSeparator + "b";
    assertEquals(
        List.of(Path.of("a"), Path.of("b")),
        platform("Linux", Map.of(WeightsFolders.VARIABLE, two)).weights());
    final PlatformFolders both =
        new PlatformFolders(
            name -> name.equals(WeightsFolders.PROPERTY) ? "c" : "x",
            Map.of(WeightsFolders.VARIABLE, two)::get);
    assertEquals(List.of(Path.of("c")), both.weights());
  }

  @Test
  void theFoldersOfOtherProgramsAreKnown() {
    final Path home = temporary.resolve("home");
    final List<Path> usual = platform("Mac OS X", Map.of()).otherPrograms();
    assertTrue(usual.contains(home.resolve(".cache/torch/hub/checkpoints/vgg19-dcbb9e9d.pth")));
    assertTrue(usual.contains(home.resolve(".keras/models/" + PublishedFile.KERAS.name())));
    final List<Path> moved =
        platform(
                "Linux",
                Map.of(
                    "TORCH_HOME", temporary.resolve("t").toString(),
                    "KERAS_HOME", temporary.resolve("k").toString()))
            .otherPrograms();
    assertTrue(moved.contains(temporary.resolve("t/hub/checkpoints/vgg19-dcbb9e9d.pth")));
    assertTrue(moved.contains(temporary.resolve("k/models/" + PublishedFile.KERAS.name())));
  }

  @Test
  void statesOfTheHuggingFaceRepositoryAreFound() throws IOException {
    final Path home = temporary.resolve("home");
    final String state = "models--timm--vgg19.tv_in1k/snapshots/ab12";
    final Path usual = home.resolve(".cache/huggingface/hub").resolve(state);
    Files.createDirectories(usual);
    assertTrue(
        platform("Linux", Map.of()).otherPrograms().contains(usual.resolve("model.safetensors")));
    final Path moved = Files.createDirectories(temporary.resolve("hf/hub").resolve(state));
    final Map<String, String> variables = Map.of("HF_HOME", temporary.resolve("hf").toString());
    assertTrue(
        platform("Linux", variables).otherPrograms().contains(moved.resolve("model.safetensors")));
  }

  /** Permissions do not stop root from writing, so the test uses a read-only file system. */
  @Test
  void aFileSystemThatNobodyCanWriteIsPassedOver() throws IOException {
    final Path reader = Path.of("/proc/self");
    assumeTrue(Files.isDirectory(reader), "there is no file system here that root cannot write");
    final Path own = temporary.resolve("own");
    final WeightsFolders folders =
        new WeightsFolders(List.of(reader.resolve("fd"), own), List.of());
    assertEquals(own, folders.writable());
    final Path mine = temporary.resolve("mine.pth");
    FormatWriters.TORCH_LEGACY.write(mine, SyntheticNetwork.oxford(8).tensors(Vgg19Layer.CONV5_1));
    final Path kept = new WeightsImport(folders).take(mine);
    assertEquals(own, kept.getParent());
    final WeightsFolders readOnly = new WeightsFolders(List.of(reader), List.of());
    final String message =
        assertThrows(WeightsException.class, () -> new WeightsImport(readOnly).take(kept))
            .getMessage();
    assertTrue(message.contains("can be written"), message);
    assertTrue(message.contains(WeightsFolders.VARIABLE), message);
  }

  @Test
  void importedAndHandPlacedFilesAreFoundByTheirNumbers() throws IOException {
    final Path folder = temporary.resolve("weights");
    final WeightsFolders folders = new WeightsFolders(List.of(folder), List.of());
    assertEquals(Optional.empty(), folders.find(NetworkVariant.OXFORD));
    final Path mine = temporary.resolve("mine.pth");
    final SyntheticNetwork network = SyntheticNetwork.oxford(8);
    FormatWriters.TORCH_LEGACY.write(mine, network.tensors(Vgg19Layer.CONV5_1));
    final Path kept = new WeightsImport(folders).take(mine);
    final String digits = NetworkFingerprint.of(network).abbreviated();
    assertEquals("vgg19-oxford-" + digits + ".safetensors", kept.getFileName().toString());
    final WeightsReport report = WeightsReport.of(kept);
    assertEquals(NetworkFingerprint.of(network), report.fingerprint());
    assertTrue(report.intact());
    assertEquals(Optional.of("mine.pth"), report.source());
    assertEquals(Optional.of(kept), folders.find(NetworkVariant.OXFORD));
    assertEquals(Optional.empty(), folders.find(NetworkVariant.TORCHVISION));
    Files.delete(kept);
    Files.move(mine, folder.resolve("by-hand.pth"));
    Files.writeString(folder.resolve("another.h5"), "<html>");
    assertEquals(Optional.of(folder.resolve("by-hand.pth")), folders.find(NetworkVariant.OXFORD));
    try (NetworkWeights found = NetworkChoice.open("imagenet", folders)) {
      assertEquals(NetworkVariant.OXFORD, found.variant());
    }
  }

  /** The damaged file has the name that a download has, and lies in the first folder. */
  @Test
  void aDamagedFileDoesNotHideASoundOne() throws IOException {
    final Path first = Files.createDirectory(temporary.resolve("first"));
    final Path second = Files.createDirectory(temporary.resolve("second"));
    final String name = WeightsFolders.fileName(NetworkVariant.OXFORD);
    Files.write(first.resolve(name), new byte[100]);
    FormatWriters.SAFETENSORS.write(
        second.resolve(name), SyntheticNetwork.oxford(8).tensors(Vgg19Layer.CONV1_1));
    final WeightsFolders folders = new WeightsFolders(List.of(first, second), List.of());
    assertEquals(Optional.of(second.resolve(name)), folders.find(NetworkVariant.OXFORD));
  }

  /** A pickle of the kind that once ended the look-up with a StackOverflowError. */
  @Test
  void aHostileFileDoesNotHideASoundOne() throws IOException {
    final Path folder = Files.createDirectory(temporary.resolve("weights"));
    HostileSamples.writeStorageWithEndlessKey(folder.resolve("a.pth"));
    final Path sound = folder.resolve("b.safetensors");
    FormatWriters.SAFETENSORS.write(sound, SyntheticNetwork.oxford(8).tensors(Vgg19Layer.CONV1_1));
    final WeightsFolders folders = new WeightsFolders(List.of(folder), List.of());
    assertEquals(Optional.of(sound), folders.find(NetworkVariant.OXFORD));
  }

  @Test
  void imagenetIsOxfordsWhereBothAreHere() throws IOException {
    final Path folder = Files.createDirectory(temporary.resolve("weights"));
    final WeightsFolders folders = new WeightsFolders(List.of(folder), List.of());
    SampleFiles.writeTorchvision(folder.resolve("another.safetensors"));
    assertEquals(NetworkVariant.TORCHVISION, imagenet(folders));
    FormatWriters.SAFETENSORS.write(
        folder.resolve("one.safetensors"), SyntheticNetwork.oxford(8).tensors(Vgg19Layer.CONV5_1));
    assertEquals(NetworkVariant.OXFORD, imagenet(folders));
  }

  private static NetworkVariant imagenet(final WeightsFolders folders) {
    try (NetworkWeights found = NetworkChoice.open(NetworkChoice.IMAGENET, folders)) {
      return found.variant();
    }
  }

  @Test
  void anImportThatFailsLeavesNothing() throws IOException {
    final Path folder = temporary.resolve("weights");
    final WeightsFolders folders = new WeightsFolders(List.of(folder), List.of());
    final Path shallow = temporary.resolve("shallow.safetensors");
    FormatWriters.SAFETENSORS.write(
        shallow, SyntheticNetwork.oxford(8).tensors(Vgg19Layer.CONV2_1));
    final String message =
        assertThrows(WeightsException.class, () -> new WeightsImport(folders).take(shallow))
            .getMessage();
    assertTrue(message.contains("lack conv2_2"), message);
    assertEquals(List.of(), folders.files());
  }

  @Test
  void whatIsMissingIsNamedWithSizeHashFolderAndCopies() throws IOException {
    final Path copy = temporary.resolve("vgg19-d01eb7cb.pth");
    FormatWriters.TORCH_LEGACY.write(copy, SyntheticNetwork.oxford(8).tensors(Vgg19Layer.CONV1_1));
    final Path folder = temporary.resolve("weights");
    final WeightsFolders folders = new WeightsFolders(List.of(folder), List.of(copy));
    final String message =
        assertThrows(WeightsException.class, () -> NetworkChoice.open("imagenet", folders))
            .getMessage();
    for (final String needed :
        List.of(
            PublishedFile.KERAS.name(),
            "80134624 bytes",
            "MD5 253f8cb515780f3b799900260a226db6",
            folder.toString(),
            "import the copy " + copy)) assertTrue(message.contains(needed), message);
  }

  private PlatformFolders platform(final String system, final Map<String, String> variables) {
    final Map<String, String> properties =
        Map.of("os.name", system, "user.home", temporary.resolve("home").toString());
    return new PlatformFolders(properties::get, variables::get);
  }
}
