package sc.fiji.styletransfer.transfer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.styletransfer.StyleTransferException;

class CheckpointFileTest {

  @TempDir private Path folder;

  private static byte[] weights() {
    final String header = "{\"weight\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}";
    return ByteBuffer.allocate(Long.BYTES + header.length() + Float.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(header.length())
        .put(header.getBytes(StandardCharsets.US_ASCII))
        .array();
  }

  private static String refusal(final Path file) {
    final CheckpointFile checkpoint = new CheckpointFile(file, "run");
    return assertThrows(StyleTransferException.class, () -> checkpoint.read(null, null))
        .getMessage();
  }

  /** The sentence must not advise to delete what may be a file of another kind. */
  @Test
  void aFileThatIsNoCheckpointStaysAndAnotherNameIsAdvised() throws IOException {
    final Path file = folder.resolve("state");
    final byte[] text = "dear diary, nobody reads this".getBytes(StandardCharsets.US_ASCII);
    for (final byte[] other : List.of(weights(), text, new byte[] {1, 2, 3}, new byte[200])) {
      Files.write(file, other);
      assertEquals(
          "The file '%s' is no checkpoint. Choose another name for the checkpoint.".formatted(file),
          refusal(file));
      assertArrayEquals(other, Files.readAllBytes(file));
    }
  }

  @Test
  void aCheckpointThatWasCutIsDamaged() throws IOException {
    final String start = "{\"__metadata__\":{\"run\":\"";
    final Path file = folder.resolve("state");
    for (final int length : new int[] {0, 9, 8 + start.length()}) {
      final byte[] bytes = new byte[8 + start.length()];
      System.arraycopy(start.getBytes(StandardCharsets.US_ASCII), 0, bytes, 8, start.length());
      Files.write(file, Arrays.copyOf(bytes, length));
      assertEquals(
          "The checkpoint %s is damaged. Delete the file to begin the run again.".formatted(file),
          refusal(file));
    }
  }
}
