package sc.fiji.styletransfer.weights.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Bytes that can be read from any position on: those of a file, or some held in memory. */
public interface ByteSource extends Closeable {

  /**
   * @return number of bytes
   */
  long size() throws IOException;

  /**
   * Reads at least one byte if there is one and room for it.
   *
   * @param destination receives bytes at its position
   * @param position of the first byte in this source
   * @return number of bytes read, or -1 beyond the end
   */
  int read(ByteBuffer destination, long position) throws IOException;

  /**
   * @param channel to read from, closed with the source
   */
  static ByteSource of(final FileChannel channel) {
    return new ByteSource() {
      @Override
      public long size() throws IOException {
        return channel.size();
      }

      @Override
      public int read(final ByteBuffer destination, final long position) throws IOException {
        return channel.read(destination, position);
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }

  /**
   * @param bytes to read from, not copied, and let go of when the source is closed
   */
  static ByteSource of(final byte[] bytes) {
    return new ByteSource() {

      private byte[] held = bytes;

      @Override
      public long size() {
        return held.length;
      }

      @Override
      public int read(final ByteBuffer destination, final long position) {
        if (position >= held.length) return -1;
        final int count = (int) Math.min(destination.remaining(), held.length - position);
        destination.put(held, (int) position, count);
        return count;
      }

      @Override
      public void close() {
        held = new byte[0];
      }
    };
  }
}
