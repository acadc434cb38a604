package sc.fiji.styletransfer.fetch;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sc.fiji.styletransfer.weights.file.ByteSpan;

/** Requests ranges of files by HTTP. Follows redirections and uses Java's proxy settings. */
final class WebClient {

  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

  /**
   * A response whose body has not been read.
   *
   * @param status status code
   * @param mark entity tag or date of the file's version, if the server sends one
   * @param length length of the body in bytes, or −1
   * @param part the range, if the response is a part of the file
   * @param body the body
   */
  record Response(
      int status, Optional<String> mark, long length, Optional<Part> part, ResponseBody body) {}

  /**
   * The range of a file in a response.
   *
   * @param span range of bytes
   * @param total size of the file in bytes, or −1
   */
  record Part(ByteSpan span, long total) {}

  private final HttpClient client;
  private final Duration stall;
  private final CancellableWait wait;

  WebClient(final Duration stall, final CancellableWait wait) {
    this.stall = stall;
    this.wait = wait;
    final HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(stall);
    // The selector is null where a program has disabled proxies.
    Optional.ofNullable(ProxySelector.getDefault()).ifPresent(builder::proxy);
    client = builder.build();
  }

  Response whole(final URI address) throws IOException {
    return send(HttpRequest.newBuilder(address));
  }

  /**
   * Requests a range. If a mark is given and the file has changed since, the server sends the whole
   * file.
   */
  Response part(final URI address, final ByteSpan span, final Optional<String> mark)
      throws IOException {
    final HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .header("Range", "bytes=" + span.begin() + "-" + (span.end() - 1));
    mark.ifPresent(text -> request.header("If-Range", text));
    return send(request);
  }

  private Response send(final HttpRequest.Builder request) throws IOException {
    final HttpResponse<Flow.Publisher<List<ByteBuffer>>> response =
        await(
            client.sendAsync(
                // A compressed response would have other bytes than the file.
                request.timeout(stall).header("Accept-Encoding", "identity").build(),
                HttpResponse.BodyHandlers.ofPublisher()));
    return new Response(
        response.statusCode(),
        mark(response),
        response.headers().firstValueAsLong("Content-Length").orElse(-1),
        response.headers().firstValue("Content-Range").flatMap(WebClient::part),
        new ResponseBody(response.body(), stall, wait));
  }

  /** Waits for a response and gives up the request if the wait is cancelled. */
  private <T> T await(final CompletableFuture<T> response) throws IOException {
    try {
      wait.await(stall.multipliedBy(2), millis -> ended(response, millis));
      if (!response.isDone()) throw new HttpTimeoutException("no response");
      return response.join();
    } catch (final CompletionException e) {
      if (e.getCause() instanceof final IOException broken) throw broken;
      throw e;
    } finally {
      response.cancel(true);
    }
  }

  /** Returns the response when it has arrived or failed, or null after the given time. */
  private static <T> CompletableFuture<T> ended(
      final CompletableFuture<T> response, final long millis) throws InterruptedException {
    try {
      response.handle((result, failure) -> true).get(millis, TimeUnit.MILLISECONDS);
      return response;
    } catch (final TimeoutException e) {
      return null;
    } catch (final ExecutionException e) {
      throw new IllegalStateException("The stage before never fails", e);
    }
  }

  /** Returns a description of a failed connection. Java's own messages are often empty. */
  static String reason(final IOException failure) {
    if (failure instanceof HttpTimeoutException) return "the server does not answer";
    if (failure instanceof ConnectException) return "there is no connection";
    return failure.getMessage() == null ? "there is no connection" : failure.getMessage();
  }

  /** Returns the mark of the file's version. Weak tags do not guarantee the same bytes. */
  private static Optional<String> mark(final HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("ETag")
        .filter(tag -> tag.startsWith("\""))
        .or(() -> response.headers().firstValue("Last-Modified"));
  }

  private static Optional<Part> part(final String contentRange) {
    final Matcher matcher = CONTENT_RANGE.matcher(contentRange.trim());
    if (!matcher.matches()) return Optional.empty();
    final long begin = Long.parseLong(matcher.group(1));
    final long end = Long.parseLong(matcher.group(2)) + 1;
    final long total = matcher.group(3).equals("*") ? -1 : Long.parseLong(matcher.group(3));
    return end <= begin ? Optional.empty() : Optional.of(new Part(new ByteSpan(begin, end), total));
  }
}
