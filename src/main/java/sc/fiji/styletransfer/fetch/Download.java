package sc.fiji.styletransfer.fetch;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import sc.fiji.styletransfer.weights.file.ByteSpan;

/**
 * Downloads a range of a file into a part file and continues where an earlier attempt ended. The
 * caller checks the content.
 */
final class Download {

  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int OUT_OF_RANGE = 416;

  /** Size of the weights file made from a download: sixteen convolutions in float32. */
  private static final long CONVOLUTIONS = 80_097_536;

  /**
   * The range to download.
   *
   * @param address address of the file
   * @param span range of bytes
   * @param size size of the whole file in bytes
   */
  record Range(URI address, ByteSpan span, long size) {

    static Range whole(final URI address, final long size) {
      return new Range(address, new ByteSpan(0, size), size);
    }

    boolean isWhole() {
      return span.length() == size;
    }
  }

  private final WebClient client;
  private final DownloadLimits limits;
  private final DownloadListener listener;
  private final CancellableWait wait;

  Download(final DownloadLimits limits, final DownloadListener listener) {
    this.limits = limits;
    this.listener = listener;
    wait = new CancellableWait(listener::isCancelled);
    client = new WebClient(limits.stall(), wait);
  }

  /**
   * Downloads a range.
   *
   * @param range the range
   * @param part part file, which has the whole range afterwards
   * @throws AddressException if the address does not have the file, or the connection breaks too
   *     often
   * @throws DownloadException if the part file cannot be written, or the download is cancelled
   */
  void run(final Range range, final PartFile part) {
    if (part.received() > range.span().length()) part.discard();
    for (int attempt = 1; part.received() < range.span().length(); attempt++)
      try {
        attempt(range, part);
      } catch (final IOException e) {
        if (attempt >= limits.attempts()) throw brokenOff(range, part, e);
        wait.pause(limits.pause());
      }
  }

  WebClient client() {
    return client;
  }

  /**
   * Checks that the disk has room for the part file and for the weights file made from it.
   *
   * @param part part file to be filled
   * @param bytes size of the complete part file
   * @throws DownloadException if the disk is too full
   */
  void requireRoom(final PartFile part, final long bytes) {
    final Path folder = part.path().getParent();
    final long needed = bytes - part.received() + CONVOLUTIONS;
    final long room = folder.toFile().getUsableSpace();
    if (room < needed)
      throw new DownloadException(
          "The folder %s has room for %s MB, but the download needs %s MB. Free some disk space or set another folder."
              .formatted(folder, room / 1_000_000, needed / 1_000_000));
  }

  private void attempt(final Range range, final PartFile part) throws IOException {
    final ByteSpan rest = new ByteSpan(range.span().begin() + part.received(), range.span().end());
    final boolean whole = rest.length() == range.size();
    final WebClient.Response response =
        whole
            ? client.whole(range.address())
            : client.part(
                range.address(), rest, part.received() > 0 ? part.mark() : Optional.empty());
    try (ResponseBody body = response.body()) {
      accept(response, range, part, rest);
      receive(body, range, part);
    }
  }

  /** Checks that the response continues the part file. */
  private static void accept(
      final WebClient.Response response,
      final Range range,
      final PartFile part,
      final ByteSpan rest)
      throws IOException {
    switch (response.status()) {
      case OK -> acceptWhole(response, range, part);
      case PARTIAL -> acceptPart(response, range, part, rest);
      case OUT_OF_RANGE -> {
        if (part.received() == 0)
          throw unsuitable(range, "has fewer bytes than expected (status 416)");
        part.discard();
        throw new IOException("the server has no bytes after the part file");
      }
      default -> throw unsuitable(range, "responds with status " + response.status());
    }
    if (part.received() == 0) response.mark().ifPresent(part::mark);
  }

  private static void acceptWhole(
      final WebClient.Response response, final Range range, final PartFile part) {
    if (!range.isWhole()) {
      part.discard();
      throw unsuitable(range, "does not serve parts of the file, or has changed it");
    }
    requireSize(range, response.length());
    part.discard();
  }

  private static void acceptPart(
      final WebClient.Response response,
      final Range range,
      final PartFile part,
      final ByteSpan rest)
      throws IOException {
    final WebClient.Part served =
        response.part().orElseThrow(() -> unsuitable(range, "serves a part without its range"));
    requireSize(range, served.total());
    if (served.span().begin() != rest.begin()) {
      part.discard();
      throw new IOException("the server sent another range");
    }
  }

  private static void requireSize(final Range range, final long size) {
    if (size >= 0 && size != range.size())
      throw unsuitable(
          range, "has another file of %s instead of %s bytes".formatted(size, range.size()));
  }

  private void receive(final ResponseBody body, final Range range, final PartFile part)
      throws IOException {
    final WritableByteChannel channel = part.append();
    try {
      long received = part.received();
      for (List<ByteBuffer> piece = body.next(); piece != null; piece = body.next()) {
        received += piece.stream().mapToLong(ByteBuffer::remaining).sum();
        if (received > range.span().length()) {
          part.spoil();
          throw unsuitable(range, "sends more bytes than expected");
        }
        for (final ByteBuffer bytes : piece) part.write(channel, bytes);
        listener.received(received, range.span().length());
        if (listener.isCancelled()) throw CancellableWait.cancelled(null);
      }
      if (received < range.span().length()) throw new IOException("the response ended early");
    } finally {
      part.close(channel);
    }
  }

  private static AddressException unsuitable(final Range range, final String what) {
    return new AddressException(
        "The server %s %s (%s)".formatted(range.address().getHost(), what, range.address()));
  }

  private static AddressException brokenOff(
      final Range range, final PartFile part, final IOException cause) {
    return new AddressException(
        "The download from %s broke off after %s of %s bytes (%s)"
            .formatted(
                range.address().getHost(),
                part.received(),
                range.span().length(),
                WebClient.reason(cause)),
        cause);
  }
}
