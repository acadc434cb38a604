package sc.fiji.styletransfer.fetch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server with a file of random bytes, and a part file for the download. */
abstract class DownloadFixture {

  static final int SIZE = 300_000;
  static final DownloadListener SILENT = (received, total) -> {};

  @TempDir Path folder;

  byte[] content;
  FileServer server;

  @BeforeEach
  void startServer() throws IOException {
    content = new byte[SIZE];
    new Random(5).nextBytes(content);
    server = new FileServer(content);
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  PartFile part() {
    return new PartFile(folder.resolve("part"), DownloadFixture::append);
  }

  static FileChannel append(final Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
  }

  static DownloadLimits limits(final int attempts) {
    return limits(attempts, Duration.ofSeconds(20));
  }

  static DownloadLimits limits(final int attempts, final Duration stall) {
    return new DownloadLimits(stall, attempts, Duration.ofMillis(10), Duration.ofSeconds(30));
  }

  Download download(final DownloadLimits limits, final DownloadListener listener) {
    return new Download(limits, listener);
  }

  void run(final DownloadLimits limits, final DownloadListener listener) {
    run(limits, listener, part());
  }

  void run(final DownloadLimits limits, final DownloadListener listener, final PartFile part) {
    download(limits, listener).run(Download.Range.whole(server.address(), SIZE), part);
  }
}
