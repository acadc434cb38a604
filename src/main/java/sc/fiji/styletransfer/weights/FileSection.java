package sc.fiji.styletransfer.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;

/** The bytes of an open file from a position on, with a position of its own. */
final class FileSection implements ReadableByteChannel {

  private final FileChannel channel;
  private long position;

  FileSection(final FileChannel channel, final long position) {
    this.channel = channel;
    this.position = position;
  }

  @Override
  public int read(final ByteBuffer destination) throws IOException {
    final int count = channel.read(destination, position);
    position += Math.max(count, 0);
    return count;
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() {
    // The file belongs to whoever opened it.
  }

  /**
   * Reads bytes that are known to be few.
   *
   * @throws WeightsException if the file ends before
   */
  static ByteBuffer bytes(final FileChannel channel, final long position, final int length)
      throws IOException {
    final FileSection section = new FileSection(channel, position);
    final ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining())
      if (section.read(bytes) < 0) throw new WeightsException("it ends too early");
    return bytes.flip();
  }
}
