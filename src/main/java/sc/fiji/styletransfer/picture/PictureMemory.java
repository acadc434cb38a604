package sc.fiji.styletransfer.picture;

import java.nio.FloatBuffer;
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
 * Creates pictures. Small pictures are arrays on Java's heap, large ones consist of cells in
 * temporary files, see {@link MappedFile}.
 *
 * @param largestArray size in bytes of the largest picture on Java's heap
 */
public record PictureMemory(long largestArray) {

  private static final int SHARE_OF_HEAP = 8;

  private static final int COLOURS = 3;

  /** Approximate number of elements of a cell; a cell consists of whole rows. */
  private static final int CELL = 1 << 22;

  /**
   * Returns a memory for pictures of up to an eighth of Java's heap, because a run has several
   * pictures at a time.
   */
  public static PictureMemory ofHeap() {
    return new PictureMemory(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
  }

  /**
   * Creates a black picture.
   *
   * @param width width in pixels
   * @param height height in pixels
   * @return a new picture of dimensions (W, H, 3)
   * @throws StyleTransferException if the picture is large and the temporary folder does not have
   *     enough space
   */
  public Img<FloatType> create(final long width, final long height) {
    final long[] size = {width, height, COLOURS};
    return Float.BYTES * Intervals.numElements(size) <= largestArray
        ? ArrayImgs.floats(size)
        : inFile(size);
  }

  private static Img<FloatType> inFile(final long[] size) {
    final int rows = (int) Math.max(1, Math.min(size[1], CELL / size[0]));
    final CellGrid grid = new CellGrid(size, new int[] {Math.toIntExact(size[0]), rows, 1});
    final List<Cell<FloatBufferAccess>> cells = new ArrayList<>();
    for (long i = 0; i < Intervals.numElements(grid.getGridDimensions()); i++)
      cells.add(cell(grid, i));
    return new LazyCellImg<>(grid, new FloatType(), index -> cells.get((int) index));
  }

  private static Cell<FloatBufferAccess> cell(final CellGrid grid, final long index) {
    final long[] min = new long[grid.numDimensions()];
    final int[] size = new int[grid.numDimensions()];
    grid.getCellDimensions(index, min, size);
    final FloatBuffer values =
        MappedFile.zeros((long) size[0] * size[1] * Float.BYTES).asFloatBuffer();
    return new Cell<>(size, min, new FloatBufferAccess(values, true));
  }
}
