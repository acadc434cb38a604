package sc.fiji.styletransfer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.loss.LossTerms;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.transfer.Progress;

class LossLogTest {

  private static final Progress PROGRESS =
      new Progress(
          1,
          2,
          new PictureSize(30, 20),
          new LossTerms(1, 2, 0, Map.of()),
          false,
          0.5,
          0.5,
          () -> null);

  /** A file on a disk that is full after some rows. */
  private static final class FullDisk extends FilterWriter {

    private final int capacity;
    private int attempts;

    FullDisk(final int capacity) {
      super(new StringWriter());
      this.capacity = capacity;
    }

    @Override
    public void write(final String text) throws IOException {
      if (++attempts > capacity) throw new IOException("No space left on device");
      super.write(text, 0, text.length());
    }

    @Override
    public void close() throws IOException {
      throw new IOException("No space left on device");
    }
  }

  @Test
  void aFullDiskDoesNotEndTheRun() {
    final FullDisk disk = new FullDisk(2);
    try (LossLog log = new LossLog(Path.of("loss.csv"), disk)) {
      for (int i = 0; i < 5; i++) log.evaluated(PROGRESS);
    }
    assertEquals(3, disk.attempts);
  }

  @Test
  void aFileThatCannotBeCreatedIsRefused(@TempDir final Path folder) {
    final Path file = folder.resolve("missing").resolve("loss.csv");
    final var refusal = assertThrows(StyleTransferException.class, () -> new LossLog(file));
    assertEquals(
        "The log file '%s' cannot be written (%s). Choose a folder that exists and has free space."
            .formatted(file, file),
        refusal.getMessage());
  }
}
