package sc.fiji.styletransfer.fetch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Downloads without interruption, with all kinds of servers, disks and proxies. */
class DownloadTest extends DownloadFixture {

  @Test
  void aWholeFileArrivesAndProgressIsTold() throws IOException {
    final List<Long> progress = new ArrayList<>();
    run(limits(1), (received, total) -> progress.add(received));
    assertArrayEquals(content, Files.readAllBytes(part().path()));
    assertEquals(SIZE, progress.get(progress.size() - 1));
    assertEquals(progress.stream().sorted().toList(), progress);
    assertEquals(List.of(new FileServer.Request("", "", "/file")), server.requests);
  }

  @Test
  void anotherSizeIsRefusedBeforeAnythingIsWritten() {
    server.content = new byte[SIZE - 1];
    final AddressException e = assertThrows(AddressException.class, () -> run(limits(3), SILENT));
    assertTrue(e.getMessage().contains("299999 instead of 300000 bytes"), e.getMessage());
    assertFalse(Files.exists(part().path()));
    assertEquals(1, server.requests.size());
  }

  @Test
  void moreBytesThanExpectedAreRefused() {
    server.content = new byte[SIZE + 1];
    server.hidesLength = true;
    final AddressException e = assertThrows(AddressException.class, () -> run(limits(1), SILENT));
    assertTrue(e.getMessage().contains("more bytes"), e.getMessage());
    assertFalse(Files.exists(part().path()));
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 403, 500, 503, 416})
  void aRefusalIsToldWithItsStatus(final int status) {
    server.status = status;
    final AddressException e = assertThrows(AddressException.class, () -> run(limits(3), SILENT));
    assertTrue(e.getMessage().contains("status " + status), e.getMessage());
    assertEquals(1, server.requests.size());
    assertFalse(Files.exists(part().path()));
  }

  @Test
  void redirectionsAreFollowed() throws IOException {
    download(limits(1), SILENT).run(Download.Range.whole(server.address("/moved"), SIZE), part());
    assertArrayEquals(content, Files.readAllBytes(part().path()));
  }

  @Test
  void aServerThatSaysNothingIsGivenUp() {
    server.silenceMillis = 20_000;
    final DownloadLimits impatient = limits(1, Duration.ofMillis(500));
    final AddressException e = assertThrows(AddressException.class, () -> run(impatient, SILENT));
    assertTrue(e.getMessage().contains("does not answer"), e.getMessage());
  }

  @Test
  void noServerAtAllIsToldSo() {
    server.close();
    final AddressException e = assertThrows(AddressException.class, () -> run(limits(2), SILENT));
    assertTrue(e.getMessage().contains("no connection"), e.getMessage());
  }

  @Test
  void aFullDiskLeavesNothing() {
    final int[] room = {100_000};
    final PartFile part =
        new PartFile(
            folder.resolve("part"),
            file -> {
              final WritableByteChannel channel = append(file);
              return new WritableByteChannel() {
                @Override
                public int write(final ByteBuffer bytes) throws IOException {
                  room[0] -= bytes.remaining();
                  if (room[0] < 0) throw new IOException("No space left on device");
                  return channel.write(bytes);
                }

                @Override
                public boolean isOpen() {
                  return channel.isOpen();
                }

                @Override
                public void close() throws IOException {
                  channel.close();
                }
              };
            });
    final DownloadException e =
        assertThrows(DownloadException.class, () -> run(limits(3), SILENT, part));
    assertTrue(e.getMessage().contains("No space left"), e.getMessage());
    assertTrue(e.getMessage().contains("Free some disk space"), e.getMessage());
    assertFalse(Files.exists(part.path()));
    assertEquals(1, server.requests.size());
  }

  @Test
  void theKernelsFullDiskIsReported() {
    final Path full = Path.of("/dev/full");
    assumeTrue(Files.isWritable(full), "no /dev/full here");
    final PartFile part =
        new PartFile(
            folder.resolve("part"), file -> FileChannel.open(full, StandardOpenOption.WRITE));
    final DownloadException e =
        assertThrows(DownloadException.class, () -> run(limits(1), SILENT, part));
    assertTrue(e.getMessage().contains("Free some disk space"), e.getMessage());
  }

  @Test
  void aFolderThatCannotBeWrittenIsReported() throws IOException {
    final Path file = Files.createFile(folder.resolve("file"));
    final PartFile part = new PartFile(file.resolve("part"), DownloadFixture::append);
    final DownloadException e =
        assertThrows(DownloadException.class, () -> run(limits(1), SILENT, part));
    assertTrue(e.getMessage().contains("set another folder"), e.getMessage());
  }

  @Test
  void javasProxyIsHonoured() throws IOException {
    final ProxySelector before = ProxySelector.getDefault();
    try {
      ProxySelector.setDefault(ProxySelector.of(server.socket()));
      download(limits(1), SILENT)
          .run(Download.Range.whole(URI.create("http://weights.invalid/vgg19"), SIZE), part());
    } finally {
      ProxySelector.setDefault(before);
    }
    assertArrayEquals(content, Files.readAllBytes(part().path()));
    assertEquals("http://weights.invalid/vgg19", server.requests.get(0).path());
  }
}
