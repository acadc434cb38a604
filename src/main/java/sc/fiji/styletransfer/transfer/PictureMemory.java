package sc.fiji.styletransfer.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.nio.FloatBufferAccess;
import net.imglib2.img.cell.Cell;
import net.imglib2.img.cell.CellGrid;
import net.imglib2.img.cell.LazyCellImg;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Intervals;
import sc.fiji.styletransfer.StyleTransferException;

/**
 * Where the values of new pictures lie: small ones in an array, large ones in cells of a temporary
 * file that is mapped into memory, so that the operating system keeps of them what it has room for.
 *
 * @param most bytes of a picture that may lie on Java's heap
 */
public record PictureMemory(long most) {

  private static final int SHARE_OF_HEAP = 8;

  private static final int COLOURS = 3;

  /** Elements of a cell, about; it holds whole rows. */
  private static final int CELL = 1 << 22;

  /**
   * @return an eighth of Java's heap, since a run has several pictures at a time
   */
  public static PictureMemory ofHeap() {
    return new PictureMemory(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
  }

  /**
   * @param width in pixels
   * @param height in pixels
   * @return a black picture of dimensions (W, H, 3)
   * @throws StyleTransferException if it is large and the temporary folder has no room for it
   */
  public Img<FloatType> create(final long width, final long height) {
    final long[] size = {width, height, COLOURS};
    return Float.BYTES * Intervals.numElements(size) <= most
        ? ArrayImgs.floats(size)
        : inFile(size);
  }

  private static Img<FloatType> inFile(final long[] size) {
    final int rows = (int) Math.max(1, Math.min(size[1], CELL / size[0]));
    final CellGrid grid = new CellGrid(size, new int[] {Math.toIntExact(size[0]), rows, 1});
    try {
      final List<Cell<FloatBufferAccess>> cells = map(grid);
      return new LazyCellImg<>(grid, new FloatType(), index -> cells.get((int) index));
    } catch (final IOException e) {
      throw new StyleTransferException(
          "A picture of %d × %d pixels does not fit into the folder '%s' (%s); make room there, or choose another by -Djava.io.tmpdir=FOLDER."
              .formatted(size[0], size[1], TensorsInFile.FOLDER, e.getMessage()),
          e);
    }
  }

  /** The file is gone when the channel is closed, its values when no cell is used any more. */
  private static List<Cell<FloatBufferAccess>> map(final CellGrid grid) throws IOException {
    final Path file = Files.createTempFile(TensorsInFile.FOLDER, "style-transfer-", ".picture");
    file.toFile().deleteOnExit();
    final List<Cell<FloatBufferAccess>> cells = new ArrayList<>();
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE)) {
      final long[] min = new long[grid.numDimensions()];
      final int[] size = new int[grid.numDimensions()];
      final long count = Intervals.numElements(grid.getGridDimensions());
      for (long index = 0; index < count; index++) {
        grid.getCellDimensions(index, min, size);
        final FloatBuffer values = map(channel, size[0] * size[1]);
        cells.add(new Cell<>(size.clone(), min.clone(), new FloatBufferAccess(values, true)));
      }
    }
    return cells;
  }

  private static FloatBuffer map(final FileChannel channel, final int elements) throws IOException {
    final long begin = channel.size();
    // A mapped file that finds no room when it is written to ends the virtual machine; so it is
    // written to before.
    final ByteBuffer zeros = ByteBuffer.allocateDirect(elements * Float.BYTES);
    while (zeros.hasRemaining()) channel.write(zeros, begin + zeros.position());
    return channel
        .map(FileChannel.MapMode.READ_WRITE, begin, (long) elements * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }
}
