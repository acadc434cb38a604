package sc.fiji.styletransfer.fetch;

import java.io.IOException;
import java.io.InterruptedIOException;
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
import java.util.concurrent.Flow;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sc.fiji.styletransfer.weights.file.ByteSpan;

/** Asks for stretches of files. Follows redirections and uses the proxy that is set for Java. */
final class WebClient {

  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

  /**
   * An answer whose body has not been read.
   *
   * @param status HTTP's
   * @param mark by which the server knows the file's state, if it gives one
   * @param length of the body, or −1
   * @param part first and last byte and size of the file, if the answer is a part
   * @param body still to come
   */
  record Answer(
      int status, Optional<String> mark, long length, Optional<Part> part, ResponseBody body) {}

  /**
   * The part of a file that an answer has.
   *
   * @param span of bytes
   * @param total size of the file, or −1
   */
  record Part(ByteSpan span, long total) {}

  private final HttpClient client;
  private final Duration stall;

  WebClient(final Duration stall) {
    this.stall = stall;
    final HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(stall);
    // There is none where a program has switched proxies off.
    Optional.ofNullable(ProxySelector.getDefault()).ifPresent(builder::proxy);
    client = builder.build();
  }

  Answer whole(final URI address) throws IOException {
    return send(HttpRequest.newBuilder(address));
  }

  /** Asks for a part; if a mark is given and the file has changed since, the whole file comes. */
  Answer part(final URI address, final ByteSpan span, final Optional<String> mark)
      throws IOException {
    final HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .header("Range", "bytes=" + span.begin() + "-" + (span.end() - 1));
    mark.ifPresent(text -> request.header("If-Range", text));
    return send(request);
  }

  private Answer send(final HttpRequest.Builder request) throws IOException {
    try {
      final HttpResponse<Flow.Publisher<List<ByteBuffer>>> response =
          client.send(
              // A transparently compressed file would be another one than was asked for.
              request.timeout(stall).header("Accept-Encoding", "identity").build(),
              HttpResponse.BodyHandlers.ofPublisher());
      return new Answer(
          response.statusCode(),
          mark(response),
          response.headers().firstValueAsLong("Content-Length").orElse(-1),
          response.headers().firstValue("Content-Range").flatMap(WebClient::part),
          new ResponseBody(response.body(), stall));
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("it was interrupted");
    }
  }

  /** What to say of a failed connection; Java's own messages are often empty. */
  static String reason(final IOException failure) {
    if (failure instanceof HttpTimeoutException) return "the server does not answer";
    if (failure instanceof ConnectException) return "there is no connection";
    return failure.getMessage() == null ? "there is no connection" : failure.getMessage();
  }

  /** Weak tags do not promise the same bytes. */
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
