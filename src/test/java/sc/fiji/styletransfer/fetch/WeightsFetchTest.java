package sc.fiji.styletransfer.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.styletransfer.network.NetworkFingerprint;
import sc.fiji.styletransfer.network.NetworkVariant;
import sc.fiji.styletransfer.network.WeightsException;
import sc.fiji.styletransfer.weights.Checksum;
import sc.fiji.styletransfer.weights.PublishedFile;
import sc.fiji.styletransfer.weights.WeightsFolders;
import sc.fiji.styletransfer.weights.WeightsLock;
import sc.fiji.styletransfer.weights.WeightsReport;
import sc.fiji.styletransfer.weights.file.SampleFiles;

/**
 * Complete downloads. Afterwards a verified file exists or none, and the next download recovers.
 */
@Tag("slow")
class WeightsFetchTest {

  private static final DownloadListener SILENT = (received, total) -> {};

  @TempDir static Path shared;

  private static byte[] network;
  private static String md5;
  private static NetworkFingerprint fingerprint;

  @TempDir Path folder;

  private FileServer server;

  @BeforeAll
  static void writeNetwork() throws IOException {
    final Path file = shared.resolve("network.h5");
    fingerprint = SampleFiles.writeKeras(file);
    network = Files.readAllBytes(file);
    md5 = Checksum.of("MD5", file).hex();
  }

  @BeforeEach
  void startServer() throws IOException {
    server = new FileServer(network);
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void aNetworkIsFetchedOnceAndKeptWithItsNotes() throws IOException {
    final Path kept = fetch(published(md5));
    final WeightsReport report = WeightsReport.of(kept);
    assertEquals("vgg19-oxford.safetensors", kept.getFileName().toString());
    assertEquals(fingerprint, report.fingerprint());
    assertTrue(report.noted().isPresent() && report.intact());
    assertEquals("keras.h5", report.source().get());
    assertEquals("a licence", report.licence().get());
    assertEquals(List.of("vgg19-oxford.safetensors"), visibleFiles());
    assertEquals(kept, fetch(published(md5)));
    assertEquals(1, server.requests.size());
    damage(kept);
    fetch(published(md5));
    assertTrue(WeightsReport.of(kept).intact());
    assertEquals(2, server.requests.size());
  }

  @Test
  void anotherContentIsRemoved() throws IOException {
    final DownloadException e =
        assertThrows(DownloadException.class, () -> fetch(published("00" + md5.substring(2))));
    assertTrue(e.getMessage().contains("00" + md5.substring(2)), e.getMessage());
    assertEquals(List.of(), visibleFiles());
  }

  @Test
  void anotherServerIsAskedIfTheFirstRefuses() throws IOException {
    try (FileServer broken = new FileServer(new byte[0])) {
      broken.status = 404;
      final PublishedFile file =
          FetchProcess.file(
              "keras.h5", network.length, md5, List.of(broken.address(), server.address()));
      assertTrue(WeightsReport.of(fetch(file)).intact());
      server.status = 503;
      Files.delete(folder.resolve("vgg19-oxford.safetensors"));
      final String message = assertThrows(DownloadException.class, () -> fetch(file)).getMessage();
      assertTrue(message.contains("status 404"), message);
      assertTrue(message.contains("put the file keras.h5"), message);
      assertTrue(message.contains(network.length + " bytes, MD5 " + md5), message);
      assertTrue(message.contains(folder.toString()), message);
    }
  }

  @Test
  void nothingIsDownloadedWithoutConsentToThatVeryThing() {
    final WeightsFetch fetch = fetch();
    final NetworkSource source = new WholeFile(published(md5));
    final Consent other = new Consent("keras.h5", 3, source.host(), source.licence(), folder);
    assertThrows(IllegalArgumentException.class, () -> fetch.fetch(source, other, SILENT));
    assertThrows(IllegalArgumentException.class, () -> fetch.fetch(source, null, SILENT));
    assertEquals(List.of(), server.requests);
  }

  @Test
  void sharedFoldersThatCannotBeWrittenArePassedOver() throws IOException {
    final Path notAFolder = Files.createFile(shared.resolve("file-" + System.nanoTime()));
    final WeightsFolders folders =
        new WeightsFolders(List.of(notAFolder.resolve("cache"), folder), List.of());
    assertEquals(folder, folders.writable());
    final WeightsException e =
        assertThrows(
            WeightsException.class,
            () -> new WeightsFolders(List.of(notAFolder.resolve("cache")), List.of()).writable());
    assertTrue(e.getMessage().contains(WeightsFolders.VARIABLE), e.getMessage());
  }

  @Test
  void aNetworkInASharedFolderIsNotFetchedAgain() throws IOException {
    final Path kept = fetch(published(md5));
    final Path own = shared.resolve("own");
    final WeightsFolders folders = new WeightsFolders(List.of(own, folder), List.of());
    final WeightsFetch fetch = new WeightsFetch(folders, DownloadFixture.limits(1));
    final NetworkSource source = new WholeFile(published(md5));
    assertEquals(own, folders.writable());
    assertEquals(kept, fetch.fetch(source, fetch.question(source), SILENT));
    assertEquals(kept, folders.find(NetworkVariant.OXFORD).get());
    assertEquals(1, server.requests.size());
  }

  @Test
  void twoProcessesFetchOnlyOnce() throws IOException, InterruptedException {
    server.pauseMillis = 400;
    final Process first = FetchProcess.start(published(md5), folder);
    final Process second = FetchProcess.start(published(md5), folder);
    assertEquals(0, first.waitFor());
    assertEquals(0, second.waitFor());
    assertEquals(1, server.requests.size());
    assertTrue(WeightsReport.of(folder.resolve("vgg19-oxford.safetensors")).intact());
    assertEquals(List.of("vgg19-oxford.safetensors"), visibleFiles());
  }

  @Test
  void aKilledProcessLeavesNothingThatCountsAndTheNextGoesOn()
      throws IOException, InterruptedException {
    server.pauseMillis = 60_000;
    final Process process = FetchProcess.start(published(md5), folder);
    awaitHalf();
    process.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
    assertFalse(Files.exists(folder.resolve("vgg19-oxford.safetensors")));
    server.pauseMillis = 0;
    assertEquals(fingerprint, WeightsReport.of(fetch(published(md5))).fingerprint());
    assertTrue(server.requests.get(1).range().matches("bytes=[1-9]\\d+-\\d+"));
    assertEquals(List.of("vgg19-oxford.safetensors"), visibleFiles());
  }

  @Test
  void cancellingEndsTheWaitForAnotherProcess() {
    final Path target = folder.resolve("vgg19-oxford.safetensors");
    final NetworkSource source = new WholeFile(published(md5));
    final WeightsFetch fetch = fetch();
    try (WeightsLock lock = WeightsLock.acquire(target, Duration.ZERO, () -> false).get()) {
      final DownloadException e =
          assertThrows(
              DownloadException.class,
              () -> fetch.fetch(source, fetch.question(source), cancelledAfter(3)));
      assertTrue(e.getMessage().contains("cancelled"), e.getMessage());
    }
    assertEquals(List.of(), server.requests);
  }

  @Test
  void aCancelledDownloadReleasesTheLock() {
    server.pauseMillis = 60_000;
    final NetworkSource source = new WholeFile(published(md5));
    final WeightsFetch fetch = fetch();
    assertThrows(
        DownloadException.class,
        () -> fetch.fetch(source, fetch.question(source), cancelledAfter(20)));
    final Path target = folder.resolve("vgg19-oxford.safetensors");
    WeightsLock.acquire(target, Duration.ZERO, () -> false).orElseThrow().close();
  }

  /** The network may have come by an import since an earlier download was cancelled. */
  @Test
  void thePartOfACancelledDownloadIsDeletedWhenTheNetworkIsInstalled() throws IOException {
    final Path part = folder.resolve("keras.h5.part");
    fetch(published(md5));
    Files.write(part, new byte[10]);
    fetch(published(md5));
    assertEquals(List.of("vgg19-oxford.safetensors"), visibleFiles());
  }

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

  /** Every network on offer is checked by the size and the checksum of its whole file. */
  @Test
  void everyOfferIsPinned() {
    for (final NetworkSource source : NetworkSource.all()) {
      assertTrue(source instanceof WholeFile, source::name);
      assertTrue(
          List.of(PublishedFile.KERAS, PublishedFile.TORCHVISION).stream()
              .anyMatch(
                  file ->
                      file.name().equals(source.name())
                          && file.variant() == source.variant()
                          && file.size() == source.bytes()
                          && file.checksum().hex().matches("[0-9a-f]{32,64}")),
          source::name);
    }
  }

  @Test
  void theWrongNetworkIsNotKept() throws IOException {
    final PublishedFile right = published(md5);
    final NetworkSource source =
        new WholeFile(
            new PublishedFile(
                right.name(),
                NetworkVariant.TORCHVISION,
                right.size(),
                right.checksum(),
                right.licence(),
                right.addresses()));
    final WeightsException e =
        assertThrows(
            WeightsException.class, () -> fetch().fetch(source, fetch().question(source), SILENT));
    assertTrue(e.getMessage().contains("oxford network"), e.getMessage());
    assertEquals(List.of(), visibleFiles());
  }

  private PublishedFile published(final String checksum) {
    return FetchProcess.file("keras.h5", network.length, checksum, List.<URI>of(server.address()));
  }

  private WeightsFetch fetch() {
    return new WeightsFetch(
        new WeightsFolders(List.of(folder), List.of()), DownloadFixture.limits(3));
  }

  private Path fetch(final PublishedFile file) {
    final NetworkSource source = new WholeFile(file);
    final WeightsFetch fetch = fetch();
    return fetch.fetch(source, fetch.question(source), SILENT);
  }

  private void awaitHalf() throws IOException, InterruptedException {
    final Path part = folder.resolve("keras.h5.part");
    final long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (Files.notExists(part) || Files.size(part) < network.length / 3) {
      assertTrue(System.nanoTime() < deadline, "the other process did not download");
      Thread.sleep(20);
    }
  }

  private List<String> visibleFiles() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .sorted()
          .toList();
    }
  }

  private static void damage(final Path file) throws IOException {
    final byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 40_000_000] ^= 1;
    Files.write(file, bytes);
  }
}
