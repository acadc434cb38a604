package sc.fiji.styletransfer.image.read;

import ij.ImagePlus;
import ij.plugin.GIF_Reader;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import javax.imageio.stream.ImageInputStream;

/**
 * Reads GIF files: one picture with the runtime's reader, animations with ImageJ's, which composes
 * their frames. The blocks of the file are checked first (GIF 89a, section 13), because ImageJ's
 * reader does not report missing ones.
 */
final class GifFileReader {

  private static final int IMAGE = ',';
  private static final int EXTENSION = '!';
  private static final int END = ';';
  private static final int PADDING = 0;
  private static final int POSITION_AND_SIZE = 8;
  private static final int TABLE = 0x80;
  private static final int HEADER = 6;
  private static final int BYTES_PER_PIXEL = 4;

  private final Path file;
  private final HeapLimit limit;

  /**
   * Creates a reader of one file.
   *
   * @param file the file
   * @param limit of the memory it may take
   */
  GifFileReader(final Path file, final HeapLimit limit) {
    this.file = file;
    this.limit = limit;
  }

  /**
   * Decodes the file.
   *
   * @return a new image, a stack if there are several frames
   * @throws IOException if the file is damaged
   */
  ImagePlus read() throws IOException {
    if (frames() < 2) return new PictureFileReader(file, PictureFormat.GIF, limit).read();
    final GIF_Reader image = new GIF_Reader();
    image.run(file.toAbsolutePath().normalize().toString());
    if (image.getWidth() == 0 || image.getStackSize() == 0)
      throw new IOException("no frame can be decoded");
    return new ImagePlus(file.getFileName().toString(), image.getStack());
  }

  /** Counts the pictures; a missing end block is no loss. */
  private int frames() throws IOException {
    try (ImageInputStream in = new PatchedStream(file)) {
      in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
      in.seek(HEADER);
      final int width = in.readUnsignedShort();
      final int height = in.readUnsignedShort();
      final int flags = in.readUnsignedByte();
      in.skipBytes(2);
      skipTable(in, flags);
      int frames = 0;
      for (int block = in.read(); block != END && block >= 0; block = in.read())
        frames += skipBlock(in, block);
      limit.check(file, width, height, (double) BYTES_PER_PIXEL * Math.max(1, frames));
      return frames;
    }
  }

  /** Skips a block; returns 1 if it is a picture, otherwise 0. */
  private static int skipBlock(final ImageInputStream in, final int block) throws IOException {
    switch (block) {
      case IMAGE -> {
        in.skipBytes(POSITION_AND_SIZE);
        skipTable(in, in.readUnsignedByte());
        // The code size.
        in.readUnsignedByte();
        skipData(in);
        return 1;
      }
      case EXTENSION -> {
        in.readUnsignedByte();
        skipData(in);
        return 0;
      }
      case PADDING -> {
        return 0;
      }
      default -> throw new IOException("a block has the unknown type " + block);
    }
  }

  private static void skipTable(final ImageInputStream in, final int flags) throws IOException {
    if ((flags & TABLE) != 0) in.skipBytes(3 << (flags & 7) + 1);
  }

  private static void skipData(final ImageInputStream in) throws IOException {
    for (int length = in.readUnsignedByte(); length > 0; length = in.readUnsignedByte())
      if (in.skipBytes(length) < length || in.getStreamPosition() > in.length())
        throw new EOFException();
  }
}
