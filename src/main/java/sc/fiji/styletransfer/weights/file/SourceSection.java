package sc.fiji.styletransfer.weights.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import sc.fiji.styletransfer.network.WeightsException;

/** A channel that reads an open source from a position on. */
final class SourceSection implements ReadableByteChannel {

  private final ByteSource source;
  private long position;

  SourceSection(final ByteSource source, final long position) {
    this.source = source;
    this.position = position;
  }

  @Override
  public int read(final ByteBuffer destination) throws IOException {
    final int count = source.read(destination, position);
    position += Math.max(count, 0);
    return count;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {
    // The object that opened the source closes it.
  }

  /**
   * Reads bytes into memory. The caller has checked that the number of bytes is small.
   *
   * @throws WeightsException if the source ends too early
   */
  static ByteBuffer bytes(final ByteSource source, final long position, final int length)
      throws IOException {
    final SourceSection section = new SourceSection(source, position);
    final ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining())
      if (section.read(bytes) < 0) throw new WeightsException("it ends too early");
    return bytes.flip();
  }
}
