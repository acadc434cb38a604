package sc.fiji.styletransfer.image.read;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * Reads a file with some of its first bytes replaced and bytes added after its end. The file itself
 * is not changed.
 */
final class PatchedStream extends ImageInputStreamImpl {

  private static final int BLOCK = 1 << 16;

  private final RandomAccessFile file;
  private final long length;
  private final byte[] head;
  private final long headOffset;
  private final byte[] tail;
  private final byte[] block = new byte[BLOCK];
  private long blockStart;
  private int blockLength;

  /**
   * Opens a file.
   *
   * @param path file to read
   * @param head bytes that replace those of the file
   * @param headOffset offset of the first replaced byte
   * @param tail bytes after the end of the file
   * @throws IOException if the file cannot be opened
   */
  PatchedStream(final Path path, final byte[] head, final long headOffset, final byte[] tail)
      throws IOException {
    file = new RandomAccessFile(path.toFile(), "r");
    length = file.length();
    this.head = head;
    this.headOffset = headOffset;
    this.tail = tail;
  }

  /**
   * Opens a file without changes.
   *
   * @param path file to read
   * @throws IOException if the file cannot be opened
   */
  PatchedStream(final Path path) throws IOException {
    this(path, new byte[0], 0, new byte[0]);
  }

  /** Ends a decoder that {@link GuardedRead} has given up, whatever loop it is in. */
  private static void checkWanted() throws IOException {
    if (Thread.currentThread().isInterrupted())
      throw new InterruptedIOException("Reading was given up");
  }

  @Override
  public int read() throws IOException {
    checkWanted();
    checkClosed();
    bitOffset = 0;
    if (!fill()) return -1;
    return block[(int) (streamPos++ - blockStart)] & 0xff;
  }

  @Override
  public int read(final byte[] bytes, final int offset, final int count) throws IOException {
    checkWanted();
    checkClosed();
    bitOffset = 0;
    if (count == 0) return 0;
    if (!fill()) return -1;
    final int from = (int) (streamPos - blockStart);
    final int copied = Math.min(count, blockLength - from);
    System.arraycopy(block, from, bytes, offset, copied);
    streamPos += copied;
    return copied;
  }

  @Override
  public long length() {
    return length + tail.length;
  }

  /** Makes the block contain the current position; false at the end. */
  private boolean fill() throws IOException {
    if (streamPos >= blockStart && streamPos < blockStart + blockLength) return true;
    if (streamPos >= length()) return false;
    if (streamPos >= length) {
      fillFromTail();
    } else {
      fillFromFile();
    }
    return true;
  }

  private void fillFromTail() {
    final int from = (int) (streamPos - length);
    blockLength = Math.min(BLOCK, tail.length - from);
    System.arraycopy(tail, from, block, 0, blockLength);
    blockStart = streamPos;
  }

  private void fillFromFile() throws IOException {
    file.seek(streamPos);
    final int wanted = (int) Math.min(BLOCK, length - streamPos);
    final int read = file.read(block, 0, wanted);
    if (read < 1) throw new EOFException("The file became shorter while it was read");
    blockStart = streamPos;
    blockLength = read;
    for (int i = 0; i < head.length; i++) {
      final long at = headOffset + i - blockStart;
      if (at >= 0 && at < blockLength) block[(int) at] = head[i];
    }
  }

  @Override
  public void close() throws IOException {
    super.close();
    file.close();
  }
}
