package sc.fiji.styletransfer.fetch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import sc.fiji.styletransfer.weights.file.ByteSpan;
import sc.fiji.styletransfer.weights.file.SafetensorsHeader;

/**
 * The header of a {@code .safetensors} file on a server.
 *
 * @param header the header
 * @param length number of bytes before the values
 * @param total size of the file in bytes
 */
record RemoteHeader(SafetensorsHeader header, long length, long total) {

  private static final int PARTIAL = 206;

  /**
   * A part of a file.
   *
   * @param bytes the part
   * @param total size of the whole file in bytes
   */
  private record Piece(byte[] bytes, long total) {}

  /**
   * Downloads the header.
   *
   * @throws IOException if the connection breaks
   * @throws AddressException if the server does not serve ranges
   * @throws sc.fiji.styletransfer.network.WeightsException if the header is not valid
   */
  static RemoteHeader read(final WebClient client, final URI address) throws IOException {
    final Piece length = piece(client, address, new ByteSpan(0, SafetensorsHeader.LENGTH_BYTES));
    final long announced = ByteBuffer.wrap(length.bytes()).order(ByteOrder.LITTLE_ENDIAN).getLong();
    final long available = length.total() - SafetensorsHeader.LENGTH_BYTES;
    final int headerLength = SafetensorsHeader.requireLength(announced, available);
    final ByteSpan span = new ByteSpan(0, headerLength).plus(SafetensorsHeader.LENGTH_BYTES);
    final String json = new String(piece(client, address, span).bytes(), StandardCharsets.UTF_8);
    return new RemoteHeader(
        new SafetensorsHeader(json, available - headerLength), span.end(), length.total());
  }

  private static Piece piece(final WebClient client, final URI address, final ByteSpan span)
      throws IOException {
    final WebClient.Response response = client.part(address, span, Optional.empty());
    try (ResponseBody body = response.body()) {
      if (response.status() != PARTIAL)
        throw unsuitable(address, "responds with status " + response.status());
      final WebClient.Part part =
          response
              .part()
              .filter(served -> served.span().equals(span) && served.total() >= span.end())
              .orElseThrow(() -> unsuitable(address, "serves another range than requested"));
      return new Piece(bytes(body, span.length()), part.total());
    }
  }

  private static byte[] bytes(final ResponseBody body, final long length) throws IOException {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (List<ByteBuffer> piece = body.next(); piece != null; piece = body.next())
      for (final ByteBuffer buffer : piece) {
        if (bytes.size() + buffer.remaining() > length)
          throw new IOException("the server sent more bytes than requested");
        final byte[] copy = new byte[buffer.remaining()];
        buffer.get(copy);
        bytes.writeBytes(copy);
      }
    if (bytes.size() < length) throw new IOException("the response ended early");
    return bytes.toByteArray();
  }

  private static AddressException unsuitable(final URI address, final String what) {
    return new AddressException(
        "The server %s %s (%s)".formatted(address.getHost(), what, address));
  }
}
