package sc.fiji.styletransfer.fetch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.styletransfer.weights.file.ByteSpan;

/** Downloads that are interrupted or cancelled, and continue. */
class DownloadResumeTest extends DownloadFixture {

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
  void aPartThatTheServerDoesNotHaveIsForgotten() throws IOException {
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
  void aStallEndsInTimeAndIsTakenUp() throws IOException {
    server.pauseMillis = 20_000;
    final DownloadLimits impatient = limits(1, Duration.ofMillis(500));
    final AddressException e = assertThrows(AddressException.class, () -> run(impatient, SILENT));
    assertTrue(e.getMessage().contains("broke off after"), e.getMessage());
    assertTrue(part().received() > 0);
    server.pauseMillis = 0;
    run(limits(1), SILENT);
    assertArrayEquals(content, Files.readAllBytes(part().path()));
    assertFalse(server.requests.get(1).range().isEmpty());
  }

  @Test
  void cancellingKeepsWhatHasCome() throws IOException {
    final AtomicBoolean hasCome = new AtomicBoolean();
    final DownloadListener impatient =
        new DownloadListener() {
          @Override
          public void received(final long received, final long total) {
            hasCome.set(true);
          }

          @Override
          public boolean isCancelled() {
            return hasCome.get();
          }
        };
    final DownloadException e =
        assertThrows(DownloadException.class, () -> run(limits(3), impatient));
    assertTrue(e.getMessage().contains("cancelled"), e.getMessage());
    assertTrue(part().received() > 0);
    run(limits(1), SILENT);
    assertArrayEquals(content, Files.readAllBytes(part().path()));
  }

  /** The server sends nothing for a minute, before or in the middle of the response. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void cancellingEndsTheWaitForTheServer(final boolean beforeTheResponse) {
    if (beforeTheResponse) server.silenceMillis = 60_000;
    else server.pauseMillis = 60_000;
    final DownloadException e =
        assertTimeoutPreemptively(
            Duration.ofSeconds(20),
            () ->
                assertThrows(
                    DownloadException.class,
                    () -> run(limits(3, Duration.ofSeconds(60)), cancelledAfter(5))));
    assertTrue(e.getMessage().contains("cancelled"), e.getMessage());
    assertEquals(1, server.requests.size());
  }

  @Test
  void cancellingEndsThePauseBetweenAttempts() {
    server.cut = length -> 100;
    final Duration minute = Duration.ofSeconds(60);
    final DownloadLimits patient = new DownloadLimits(minute, 3, minute, minute);
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> assertThrows(DownloadException.class, () -> run(patient, cancelledAfter(15))));
    assertEquals(1, server.requests.size());
  }

  /** Is cancelled from a number of questions on. */
  private static DownloadListener cancelledAfter(final int questions) {
    final AtomicInteger asked = new AtomicInteger();
    return new DownloadListener() {
      @Override
      public void received(final long received, final long total) {
        // The test is about the cancel.
      }

      @Override
      public boolean isCancelled() {
        return asked.incrementAndGet() > questions;
      }
    };
  }

  @Test
  void anInterruptionEndsIt() {
    Thread.currentThread().interrupt();
    assertThrows(DownloadException.class, () -> run(limits(3), SILENT));
    assertTrue(Thread.interrupted());
  }

  @Test
  void aStretchArrivesAlsoAfterACut() throws IOException {
    final ByteSpan span = new ByteSpan(1000, 201_000);
    final Download.Range range = new Download.Range(server.address(), span, SIZE);
    server.cut = length -> length == span.length() ? 70_000 : -1;
    assertThrows(AddressException.class, () -> download(limits(1), SILENT).run(range, part()));
    final PartFile second = part();
    assertTrue(second.received() > 0);
    download(limits(1), SILENT).run(range, second);
    final ByteBuffer expected = ByteBuffer.allocate(200_000).put(content, 1000, 200_000);
    assertArrayEquals(expected.array(), Files.readAllBytes(second.path()));
  }

  @Test
  void aStretchIsNotTakenFromAServerWithoutParts() {
    server.servesParts = false;
    final Download.Range range = new Download.Range(server.address(), new ByteSpan(10, 20), SIZE);
    final PartFile part = part();
    final AddressException e =
        assertThrows(AddressException.class, () -> download(limits(1), SILENT).run(range, part));
    assertTrue(e.getMessage().contains("does not serve parts"), e.getMessage());
  }
}
