package sc.fiji.styletransfer.release;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.styletransfer.SharedFiles;
import sc.fiji.styletransfer.StyleTransferException;

class NetworkBundleTest {

  @TempDir private Path folder;

  @Test
  void theNetworkComesWithLicenceAndAttribution() throws Exception {
    final Path weights = SharedFiles.oxfordWeights();
    final List<ReleaseFile> files = NetworkBundle.of(weights, folder);
    assertEquals("models/style-transfer/vgg19-oxford.safetensors", files.get(0).path());
    assertArrayEquals(Files.readAllBytes(weights), files.get(0).bytes());
    final String licence = files.get(1).text();
    for (final String part : List.of("CC BY 4.0", "Simonyan", "Oxford", "creativecommons.org"))
      assertTrue(licence.contains(part), licence);
  }

  @Test
  void aFileThatHoldsNoNetworkIsRefused() throws Exception {
    final Path file = Files.writeString(folder.resolve("no.safetensors"), "no network");
    assertThrows(StyleTransferException.class, () -> NetworkBundle.of(file, folder));
  }

  /** As the updater's own class does, seen by comparing with it. */
  @Test
  void commentsOfPropertiesDoNotCount() {
    assertEquals("a=1\n\nb=2\n", kept("a=1\n#c\nb=2\n"));
    assertEquals("\n\nb=2#d\n", kept("#c\n#e\nb=2#d\n"));
    assertEquals("\n#e\n", kept("#\n#e\n"));
  }

  private static String kept(final String text) {
    return new String(
        UpdaterChecksum.withoutComments(text.getBytes(StandardCharsets.US_ASCII)),
        StandardCharsets.US_ASCII);
  }
}
