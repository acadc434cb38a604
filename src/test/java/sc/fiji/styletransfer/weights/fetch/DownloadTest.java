package sc.fiji.styletransfer.weights.fetch;

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
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.styletransfer.weights.ByteSpan;

/** What can go wrong between a server and a part file. */
class DownloadTest {

  private static final int SIZE = 300_000;
  private static final DownloadListener SILENT = (received, total) -> {};

  @TempDir Path folder;

  private byte[] content;
  private FileServer server;

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
  void aCutIsTakenUpWithTheServersMark() throws IOException {
    server.cut = length -> length == SIZE ? 100_000 : -1;
    assertThrows(AddressException.class, () -> run(limits(1), SILENT));
    final long received = part().received();
    assertTrue(received > 0 && received <= 100_000, "received " + received);
    run(limits(1), SILENT);
    assertArrayEquals(content, Files.readAllBytes(part().path()));
    assertEquals(
        new FileServer.Request("bytes=%d-%d".formatted(received, SIZE - 1), "\"v1\"", "/file"),
        server.requests.get(1));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void manyCutsAtRandomPlacesLoseNothing(final long seed) throws IOException {
    final Random random = new Random(seed);
    server.servesParts = seed % 5 != 0;
    server.hidesLength = seed % 2 == 0;
    final int[] left = {5};
    server.cut = length -> left[0]-- > 0 ? random.nextInt((int) length) : -1;
    run(limits(7), SILENT);
    assertArrayEquals(content, Files.readAllBytes(part().path()));
  }

  @Test
  void aFileThatChangedMeanwhileIsFetchedAnew() throws IOException {
    server.cut = length -> 100_000;
    assertThrows(AddressException.class, () -> run(limits(1), SILENT));
    server.cut = length -> -1;
    server.tag = "\"v2\"";
    new Random(6).nextBytes(content);
    run(limits(1), SILENT);
    assertArrayEquals(content, Files.readAllBytes(part().path()));
  }

  @Test
  void aServerWithoutPartsOrMarksIsAskedForEverythingAgain() throws IOException {
    server.servesParts = false;
    server.tag = null;
    server.cut = length -> 100_000;
    assertThrows(AddressException.class, () -> run(limits(1), SILENT));
    server.cut = length -> -1;
    run(limits(1), SILENT);
    assertArrayEquals(content, Files.readAllBytes(part().path()));
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
  void apartThatTheServerDoesNotHaveIsForgotten() throws IOException {
    Files.write(part().path(), new byte[SIZE / 2]);
    server.content = new byte[SIZE / 4];
    final AddressException e = assertThrows(AddressException.class, () -> run(limits(2), SILENT));
    assertTrue(e.getMessage().contains("75000 instead of 300000"), e.getMessage());
    assertEquals(2, server.requests.size());
    assertFalse(Files.exists(part().path()));
  }

  @Test
  void aPartThatIsTooLongIsForgotten() throws IOException {
    Files.write(part().path(), new byte[SIZE + 7]);
    run(limits(1), SILENT);
    assertArrayEquals(content, Files.readAllBytes(part().path()));
  }

  @Test
  void redirectionsAreFollowed() throws IOException {
    download(limits(1), SILENT).run(Download.Stretch.whole(server.address("/moved"), SIZE), part());
    assertArrayEquals(content, Files.readAllBytes(part().path()));
  }

  @Test
  void aStallEndsInTimeAndIsTakenUp() throws IOException {
    server.pauseMillis = 20_000;
    final AddressException e = assertThrows(AddressException.class, () -> run(limits(1), SILENT));
    assertTrue(e.getMessage().contains("broke off after"), e.getMessage());
    assertTrue(part().received() > 0);
    server.pauseMillis = 0;
    run(limits(1), SILENT);
    assertArrayEquals(content, Files.readAllBytes(part().path()));
    assertFalse(server.requests.get(1).range().isEmpty());
  }

  @Test
  void aServerThatSaysNothingIsGivenUp() {
    server.silenceMillis = 20_000;
    final AddressException e = assertThrows(AddressException.class, () -> run(limits(1), SILENT));
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
    assertTrue(e.getMessage().contains("make room"), e.getMessage());
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
    assertTrue(e.getMessage().contains("make room"), e.getMessage());
  }

  @Test
  void aFolderThatCannotBeWrittenIsReported() throws IOException {
    final Path file = Files.createFile(folder.resolve("file"));
    final PartFile part = new PartFile(file.resolve("part"), DownloadTest::append);
    final DownloadException e =
        assertThrows(DownloadException.class, () -> run(limits(1), SILENT, part));
    assertTrue(e.getMessage().contains("set another folder"), e.getMessage());
  }

  @Test
  void cancellingKeepsWhatHasCome() throws IOException {
    final DownloadListener impatient =
        new DownloadListener() {
          @Override
          public void received(final long received, final long total) {
            // only asked whether to go on
          }

          @Override
          public boolean isCancelled() {
            return true;
          }
        };
    final DownloadException e =
        assertThrows(DownloadException.class, () -> run(limits(3), impatient));
    assertTrue(e.getMessage().contains("cancelled"), e.getMessage());
    assertTrue(part().received() > 0);
    run(limits(1), SILENT);
    assertArrayEquals(content, Files.readAllBytes(part().path()));
  }

  @Test
  void anInterruptionEndsIt() {
    Thread.currentThread().interrupt();
    assertThrows(DownloadException.class, () -> run(limits(3), SILENT));
    assertTrue(Thread.interrupted());
  }

  @Test
  void javasProxyIsHonoured() throws IOException {
    final ProxySelector before = ProxySelector.getDefault();
    try {
      ProxySelector.setDefault(ProxySelector.of(server.socket()));
      download(limits(1), SILENT)
          .run(Download.Stretch.whole(URI.create("http://weights.invalid/vgg19"), SIZE), part());
    } finally {
      ProxySelector.setDefault(before);
    }
    assertArrayEquals(content, Files.readAllBytes(part().path()));
    assertEquals("http://weights.invalid/vgg19", server.requests.get(0).path());
  }

  @Test
  void aStretchArrivesBehindItsBeginningAlsoAfterACut() throws IOException {
    final ByteSpan span = new ByteSpan(1000, 201_000);
    final Download.Stretch stretch = new Download.Stretch(server.address(), span, SIZE);
    final byte[] beginning = {1, 2, 3};
    server.cut = length -> length == span.length() ? 70_000 : -1;
    final PartFile first = part();
    first.begin(beginning);
    assertThrows(AddressException.class, () -> download(limits(1), SILENT).run(stretch, first));
    final PartFile second = part();
    second.begin(beginning);
    assertTrue(second.received() > 0);
    download(limits(1), SILENT).run(stretch, second);
    final ByteBuffer expected = ByteBuffer.allocate(200_003).put(beginning);
    expected.put(content, 1000, 200_000);
    assertArrayEquals(expected.array(), Files.readAllBytes(second.path()));
  }

  @Test
  void aStretchIsNotTakenFromAServerWithoutParts() {
    server.servesParts = false;
    final Download.Stretch stretch =
        new Download.Stretch(server.address(), new ByteSpan(10, 20), SIZE);
    final PartFile part = part();
    final AddressException e =
        assertThrows(AddressException.class, () -> download(limits(1), SILENT).run(stretch, part));
    assertTrue(e.getMessage().contains("does not serve parts"), e.getMessage());
  }

  private PartFile part() {
    return new PartFile(folder.resolve("part"), DownloadTest::append);
  }

  private static FileChannel append(final Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
  }

  static DownloadLimits limits(final int attempts) {
    return new DownloadLimits(
        Duration.ofMillis(700), attempts, Duration.ofMillis(10), Duration.ofSeconds(30));
  }

  private Download download(final DownloadLimits limits, final DownloadListener listener) {
    return new Download(new WebClient(limits.stall()), limits, listener);
  }

  private void run(final DownloadLimits limits, final DownloadListener listener) {
    run(limits, listener, part());
  }

  private void run(
      final DownloadLimits limits, final DownloadListener listener, final PartFile part) {
    download(limits, listener).run(Download.Stretch.whole(server.address(), SIZE), part);
  }
}
