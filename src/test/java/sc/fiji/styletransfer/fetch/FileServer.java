package sc.fiji.styletransfer.fetch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongUnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A real HTTP server on this machine with one file and the faults that a test sets. */
final class FileServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FileServer.class);

  /** A request of a client with its Range and If-Range, which may be empty. */
  record Request(String range, String ifRange, String path) {}

  volatile byte[] content;
  volatile String tag = "\"v1\"";
  volatile int status = 200;
  volatile boolean servesParts = true;

  /** Number of bytes of a body after which the server cuts the connection; negative for no cut. */
  volatile LongUnaryOperator cut = length -> -1;

  /** Pause after half of a body. */
  volatile long pauseMillis;

  /** Pause before the answer. */
  volatile long silenceMillis;

  volatile boolean hidesLength;

  final List<Request> requests = new CopyOnWriteArrayList<>();
  final AtomicLong bytesSent = new AtomicLong();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  FileServer(final byte[] content) throws IOException {
    this.content = content;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.createContext("/moved", this::redirect);
    server.start();
  }

  URI address() {
    return address("/file");
  }

  URI address(final String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  InetSocketAddress socket() {
    return server.getAddress();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void redirect(final HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().add("Location", "/file");
    exchange.sendResponseHeaders(302, -1);
    exchange.close();
  }

  private void answer(final HttpExchange exchange) throws IOException {
    final String range = header(exchange, "Range");
    final String ifRange = header(exchange, "If-Range");
    requests.add(new Request(range, ifRange, exchange.getRequestURI().toString()));
    sleep(silenceMillis);
    if (status != 200) {
      exchange.sendResponseHeaders(status, -1);
      exchange.close();
      return;
    }
    if (tag != null) exchange.getResponseHeaders().add("ETag", tag);
    final boolean stillTheSame = ifRange.isEmpty() || ifRange.equals(tag);
    if (servesParts && stillTheSame && !range.isEmpty()) answerPart(exchange, range);
    else send(exchange, 200, 0, content.length);
  }

  private void answerPart(final HttpExchange exchange, final String range) throws IOException {
    final String[] ends = range.substring("bytes=".length()).split("-");
    final long begin = Long.parseLong(ends[0]);
    if (begin >= content.length) {
      exchange.sendResponseHeaders(416, -1);
      exchange.close();
      return;
    }
    final int end = (int) Math.min(content.length, Long.parseLong(ends[1]) + 1);
    exchange
        .getResponseHeaders()
        .add("Content-Range", "bytes %d-%d/%d".formatted(begin, end - 1, content.length));
    send(exchange, 206, (int) begin, end);
  }

  private void send(final HttpExchange exchange, final int code, final int begin, final int end)
      throws IOException {
    final long cutAt = cut.applyAsLong(end - begin);
    final int stop = cutAt < 0 ? end : (int) Math.min(end, begin + cutAt);
    exchange.sendResponseHeaders(code, hidesLength ? 0 : end - begin);
    try (exchange) {
      final OutputStream out = exchange.getResponseBody();
      final int half = begin + (stop - begin) / 2;
      write(out, begin, half);
      out.flush();
      sleep(pauseMillis);
      write(out, half, stop);
      if (stop == end) out.close();
    } catch (final IOException e) {
      LOG.debug("The client went away, as some tests have it do", e);
    }
  }

  private void write(final OutputStream out, final int begin, final int end) throws IOException {
    out.write(content, begin, end - begin);
    bytesSent.addAndGet(end - begin);
  }

  private static String header(final HttpExchange exchange, final String name) {
    final String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  private static void sleep(final long millis) {
    try {
      if (millis > 0) Thread.sleep(millis);
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
