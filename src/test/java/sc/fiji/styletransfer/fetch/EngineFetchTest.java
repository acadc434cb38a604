package sc.fiji.styletransfer.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The download of PyTorch with CUDA, with a server of this computer and small packages. */
class EngineFetchTest {

  private static final String LINUX = "Linux amd64";
  private static final String TORCH = "torch-2.7.1+cu128-cp311-cp311-manylinux_2_28_x86_64.whl";
  private static final String CUBLAS =
      "nvidia_cublas_cu12-12.8.3.14-py3-none-manylinux_2_27_x86_64.whl";

  @TempDir private Path folder;

  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final Map<String, Integer> requests = new ConcurrentHashMap<>();
  private HttpServer server;

  /** Bytes after which the server breaks off the first response with this file. */
  private volatile int broken = Integer.MAX_VALUE;

  @BeforeEach
  void serve() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    final byte[] torch =
        wheel("torch/lib/libtorch_cpu.so", "torch/version.py", "torch/nn/module.py", "../evil.so");
    final byte[] cublas = wheel("nvidia/cublas/lib/libcublas.so.12", "nvidia/__init__.py");
    files.put("/files/" + TORCH, torch);
    files.put("/files/" + CUBLAS, cublas);
    files.put(
        "/files/" + TORCH + ".metadata",
        text(
            "Name: torch\nRequires-Dist: filelock\nRequires-Dist: nvidia-cublas-cu12==12.8.3.14;"
                + " platform_system == \"Linux\"\n"));
    files.put("/whl/torch/", page(TORCH, torch));
    files.put("/whl/nvidia-cublas-cu12/", page(CUBLAS, cublas));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private EngineFetch fetch(final String system) {
    final URI index = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/whl/");
    return new EngineFetch(
        index,
        folder.resolve("engine"),
        new DownloadLimits(
            Duration.ofSeconds(20), 3, Duration.ofMillis(10), Duration.ofSeconds(20)),
        system);
  }

  @Test
  void unpacksTheLibrariesOfAllPackages() {
    final EngineFetch fetch = fetch(LINUX);
    final EngineFetch.Offer offer = fetch.offer();
    final long size = files.get("/files/" + TORCH).length + files.get("/files/" + CUBLAS).length;
    assertEquals(size, offer.bytes());
    assertTrue(offer.description().contains("2 files"), offer.description());
    final long[] last = new long[1];
    final Path libraries = fetch.download(offer, (received, total) -> last[0] = received);
    assertEquals(size, last[0]);
    assertTrue(Files.isRegularFile(libraries.resolve("libtorch_cpu.so")));
    assertTrue(Files.isRegularFile(libraries.resolve("../version.py")));
    assertTrue(Files.isRegularFile(folder.resolve("engine/nvidia/cublas/lib/libcublas.so.12")));
    assertFalse(Files.exists(folder.resolve("engine/torch/nn")));
    assertFalse(Files.exists(folder.resolve("evil.so")));
  }

  @Test
  void goesOnWhereTheConnectionBroke() {
    broken = 40_000;
    final EngineFetch fetch = fetch(LINUX);
    fetch.download(fetch.offer(), (received, total) -> {});
    assertTrue(Files.exists(folder.resolve("engine/torch/lib/libtorch_cpu.so")));
    assertEquals(3, requests.get("/files/" + TORCH), "size, beginning and rest");
  }

  @Test
  void whatIsUnpackedIsNotDownloadedAgain() {
    final EngineFetch fetch = fetch(LINUX);
    fetch.download(fetch.offer(), (received, total) -> {});
    final EngineFetch.Offer offer = fetch.offer();
    final Map<String, Integer> before = new TreeMap<>(requests);
    fetch.download(offer, (received, total) -> {});
    assertEquals(before, new TreeMap<>(requests));
  }

  @Test
  void aFileThatDiffersFromItsChecksumIsDeleted() {
    final byte[] other = files.get("/files/" + CUBLAS).clone();
    other[100]++;
    files.put("/files/" + CUBLAS, other);
    final EngineFetch fetch = fetch(LINUX);
    final EngineFetch.Offer offer = fetch.offer();
    final String reason =
        assertThrows(DownloadException.class, () -> fetch.download(offer, (received, total) -> {}))
            .getMessage();
    assertTrue(reason.contains("differs from the published one (its SHA-256"), reason);
    assertFalse(Files.exists(folder.resolve("engine/" + CUBLAS + ".part")));
    assertFalse(Files.exists(folder.resolve("engine/nvidia")));
  }

  @Test
  void aFileWithoutAChecksumIsNotOffered() {
    files.put(
        "/whl/nvidia-cublas-cu12/",
        text("<a href=\"../../files/%s\">%s</a>".formatted(CUBLAS, CUBLAS)));
    final String reason =
        assertThrows(DownloadException.class, () -> fetch(LINUX).offer()).getMessage();
    assertTrue(reason.contains("lists no file of nvidia-cublas-cu12"), reason);
  }

  @Test
  void aComputerWithoutCudaIsRefusedWithoutARequest() {
    assertThrows(DownloadException.class, () -> fetch("Mac OS X aarch64").offer());
    assertThrows(DownloadException.class, () -> fetch("Linux aarch64").offer());
    assertTrue(requests.isEmpty());
  }

  private void answer(final HttpExchange exchange) throws IOException {
    final String path = exchange.getRequestURI().getPath();
    requests.merge(path, 1, Integer::sum);
    final byte[] all = files.get(path);
    if (all == null) {
      exchange.sendResponseHeaders(404, -1);
      exchange.close();
      return;
    }
    final String range = exchange.getRequestHeaders().getFirst("Range");
    int begin = 0;
    int end = all.length;
    if (range != null) {
      final String[] bounds = range.substring("bytes=".length()).split("-");
      begin = Integer.parseInt(bounds[0]);
      end = Math.min(all.length, Integer.parseInt(bounds[1]) + 1);
      exchange
          .getResponseHeaders()
          .add("Content-Range", "bytes %d-%d/%d".formatted(begin, end - 1, all.length));
    }
    exchange.getResponseHeaders().add("ETag", "\"one\"");
    exchange.sendResponseHeaders(range == null ? 200 : 206, end - begin);
    final int sent = Math.min(end - begin, broken);
    if (end - begin > broken) broken = Integer.MAX_VALUE;
    exchange.getResponseBody().write(Arrays.copyOfRange(all, begin, begin + sent));
    exchange.getResponseBody().flush();
    exchange.close();
  }

  private static byte[] page(final String name, final byte[] content) throws Exception {
    final String checksum =
        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    return text(
        "<html><body><a href=\"../../files/other-1.whl#sha256=%s\">x</a><br/><a href=\"../../files/%s#sha256=%s\" data-core-metadata=\"x\">%s</a></body></html>"
            .formatted("0".repeat(64), name.replace("+", "%2B"), checksum, name));
  }

  private static byte[] text(final String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A package whose files are stored without compression, 50 kB each. */
  private static byte[] wheel(final String... names) throws IOException {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setLevel(0);
      for (final String name : names) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(new byte[50_000]);
      }
    }
    return bytes.toByteArray();
  }
}
