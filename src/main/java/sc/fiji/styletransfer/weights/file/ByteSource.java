package sc.fiji.styletransfer.weights.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Bytes with random access, in a file or in memory. */
public interface ByteSource extends Closeable {

  /**
   * @return number of bytes
   */
  long size() throws IOException;

  /**
   * Reads at least one byte, unless the destination is full or the position is beyond the end.
   *
   * @param destination buffer that receives the bytes
   * @param position position of the first byte in this source
   * @return number of bytes read, or −1 beyond the end
   */
  int read(ByteBuffer destination, long position) throws IOException;

  /**
   * @param channel channel with the bytes, closed with the source
   * @return a source of the file's bytes
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
   * @param bytes the bytes, which are not copied
   * @return a source of the bytes, which it releases when it is closed
   */
  static ByteSource of(final byte[] bytes) {
    return new ByteSource() {

      private byte[] open = bytes;

      @Override
      public long size() {
        return open.length;
      }

      @Override
      public int read(final ByteBuffer destination, final long position) {
        if (position >= open.length) return -1;
        final int count = (int) Math.min(destination.remaining(), open.length - position);
        destination.put(open, (int) position, count);
        return count;
      }

      @Override
      public void close() {
        open = new byte[0];
      }
    };
  }
}
