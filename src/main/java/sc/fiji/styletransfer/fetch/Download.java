package sc.fiji.styletransfer.fetch;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import sc.fiji.styletransfer.weights.file.ByteSpan;

/**
 * Brings a stretch of a file at an address into a part file, from where an earlier attempt ended.
 * Whether the bytes are the right ones is for the caller to check.
 */
final class Download {

  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int OUT_OF_RANGE = 416;

  /**
   * What to bring.
   *
   * @param address of the file
   * @param span of bytes
   * @param size of the whole file
   */
  record Stretch(URI address, ByteSpan span, long size) {

    static Stretch whole(final URI address, final long size) {
      return new Stretch(address, new ByteSpan(0, size), size);
    }

    boolean isWhole() {
      return span.length() == size;
    }
  }

  private final WebClient client;
  private final DownloadLimits limits;
  private final DownloadListener listener;

  Download(final WebClient client, final DownloadLimits limits, final DownloadListener listener) {
    this.client = client;
    this.limits = limits;
    this.listener = listener;
  }

  /**
   * @param stretch to bring
   * @param part that receives it; has all of it afterwards
   * @throws AddressException if this address does not have the file, or the connection breaks too
   *     often
   * @throws DownloadException if the file cannot be written or the download is cancelled
   */
  void run(final Stretch stretch, final PartFile part) {
    if (part.received() > stretch.span().length()) part.restart();
    for (int attempt = 1; part.received() < stretch.span().length(); attempt++)
      try {
        attempt(stretch, part);
      } catch (final InterruptedIOException e) {
        throw cancelled(e);
      } catch (final IOException e) {
        if (attempt >= limits.attempts()) throw brokenOff(stretch, part, e);
        pause();
      }
  }

  WebClient client() {
    return client;
  }

  /**
   * @param part that will be filled
   * @param bytes that it will have, beside which the file that is kept needs room
   * @throws DownloadException if the disk is too full
   */
  void requireRoom(final PartFile part, final long bytes) {
    final Path folder = part.path().getParent();
    final long needed = bytes - part.received() + SafetensorsPart.USUAL_BYTES;
    final long room = folder.toFile().getUsableSpace();
    if (room < needed)
      throw new DownloadException(
          "The folder %s has room for %d MB and %d are needed; make room or set another folder."
              .formatted(folder, room / 1_000_000, needed / 1_000_000));
  }

  private void attempt(final Stretch stretch, final PartFile part) throws IOException {
    final ByteSpan rest =
        new ByteSpan(stretch.span().begin() + part.received(), stretch.span().end());
    final boolean whole = rest.length() == stretch.size();
    final WebClient.Answer answer =
        whole
            ? client.whole(stretch.address())
            : client.part(
                stretch.address(), rest, part.received() > 0 ? part.mark() : Optional.empty());
    try (ResponseBody body = answer.body()) {
      accept(answer, stretch, part, rest);
      receive(body, stretch, part);
    }
  }

  /** Sees to it that what follows in the answer is what follows in the part file. */
  private static void accept(
      final WebClient.Answer answer,
      final Stretch stretch,
      final PartFile part,
      final ByteSpan rest)
      throws IOException {
    switch (answer.status()) {
      case OK -> acceptWhole(answer, stretch, part);
      case PARTIAL -> acceptPart(answer, stretch, part, rest);
      case OUT_OF_RANGE -> {
        if (part.received() == 0)
          throw unsuitable(stretch, "has fewer bytes than expected (status 416)");
        part.restart();
        throw new IOException("the server has no bytes from there on");
      }
      default -> throw unsuitable(stretch, "answers with status " + answer.status());
    }
    if (part.received() == 0) answer.mark().ifPresent(part::mark);
  }

  private static void acceptWhole(
      final WebClient.Answer answer, final Stretch stretch, final PartFile part) {
    if (!stretch.isWhole()) {
      part.restart();
      throw unsuitable(stretch, "does not serve parts of the file, or has changed it");
    }
    requireSize(stretch, answer.length());
    part.restart();
  }

  private static void acceptPart(
      final WebClient.Answer answer,
      final Stretch stretch,
      final PartFile part,
      final ByteSpan rest)
      throws IOException {
    final WebClient.Part served =
        answer.part().orElseThrow(() -> unsuitable(stretch, "serves a part without saying which"));
    requireSize(stretch, served.total());
    if (served.span().begin() != rest.begin()) {
      part.restart();
      throw new IOException("the server sent another part");
    }
  }

  private static void requireSize(final Stretch stretch, final long size) {
    if (size >= 0 && size != stretch.size())
      throw unsuitable(
          stretch, "has another file of %d instead of %d bytes".formatted(size, stretch.size()));
  }

  private void receive(final ResponseBody body, final Stretch stretch, final PartFile part)
      throws IOException {
    final WritableByteChannel channel = part.append();
    try {
      long received = part.received();
      for (List<ByteBuffer> piece = body.next(); piece != null; piece = body.next()) {
        received += piece.stream().mapToLong(ByteBuffer::remaining).sum();
        if (received > stretch.span().length()) {
          part.spoil();
          throw unsuitable(stretch, "sends more bytes than expected");
        }
        for (final ByteBuffer bytes : piece) part.write(channel, bytes);
        listener.received(received, stretch.span().length());
        if (listener.isCancelled()) throw cancelled(null);
      }
      if (received < stretch.span().length()) throw new IOException("it ended early");
    } finally {
      part.close(channel);
    }
  }

  private void pause() {
    try {
      Thread.sleep(limits.pause().toMillis());
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
      throw cancelled(e);
    }
  }

  private static DownloadException cancelled(final Throwable cause) {
    return new DownloadException(
        "The download was cancelled; run it again to go on from there.", cause);
  }

  private static AddressException unsuitable(final Stretch stretch, final String what) {
    return new AddressException(
        "The server %s %s (%s)".formatted(stretch.address().getHost(), what, stretch.address()));
  }

  private static AddressException brokenOff(
      final Stretch stretch, final PartFile part, final IOException cause) {
    return new AddressException(
        "The download from %s broke off after %d of %d bytes (%s)"
            .formatted(
                stretch.address().getHost(),
                part.received(),
                stretch.span().length(),
                WebClient.reason(cause)),
        cause);
  }
}
