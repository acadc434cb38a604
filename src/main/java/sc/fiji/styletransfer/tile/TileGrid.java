package sc.fiji.styletransfer.tile;

import java.util.ArrayList;
import java.util.List;
import sc.fiji.styletransfer.features.ReceptiveField;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.picture.Rectangle;

/**
 * Divides a picture into tiles of about equal size.
 *
 * <p>All edges of tiles lie at multiples of 16 pixels, or at the border of the picture. There, 2×2
 * poolings pair the same pixels and drop the same odd last ones as in the whole picture. The
 * padding around a core has as many pixels as the receptive field of the deepest layer extends,
 * rounded up to 16. The zeros that a convolution uses beyond the edge of the padded tile therefore
 * do not reach the features of the core, except at the border of the picture, where the whole
 * picture has the same zeros.
 */
public final class TileGrid {

  /** Pixels per position of the deepest block, in each direction. */
  public static final int CELL = 16;

  private final PictureSize size;
  private final ReceptiveField field;
  private final int side;

  /**
   * @param size of the picture
   * @param deepest layer that the network evaluates
   * @param side longest side of a tile's core in pixels, rounded down to a multiple of 16
   */
  public TileGrid(final PictureSize size, final Vgg19Layer deepest, final int side) {
    this.size = size;
    this.side = side;
    field = ReceptiveField.of(deepest);
  }

  /** Returns the tiles row by row. Their cores partition the picture. */
  public List<Tile> tiles() {
    final List<Tile> tiles = new ArrayList<>();
    for (final Span rows : spans(size.height()))
      for (final Span columns : spans(size.width()))
        tiles.add(new Tile(rectangle(columns, rows), rectangle(padded(columns), padded(rows))));
    return tiles;
  }

  /** Returns the number of pixels of the largest padded tile. */
  public long largestPadded() {
    return tiles().stream().mapToLong(tile -> tile.padded().positions()).max().orElseThrow();
  }

  private record Span(int begin, int end, int length) {}

  /** Cuts a side into spans of whole cells; the last span includes the remaining pixels. */
  private List<Span> spans(final int length) {
    final int cells = length / CELL;
    final int cellsPerTile = Math.max(1, side / CELL);
    final int count = (cells + cellsPerTile - 1) / cellsPerTile;
    final List<Span> spans = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      final int end = i + 1 == count ? length : cells * (i + 1) / count * CELL;
      spans.add(new Span(cells * i / count * CELL, end, length));
    }
    return spans;
  }

  private Span padded(final Span core) {
    final int begin = core.begin() - wholeCells(field.before());
    final int end = core.end() + wholeCells(field.after());
    return new Span(Math.max(0, begin), Math.min(end, core.length()), core.length());
  }

  private static int wholeCells(final int pixels) {
    return (pixels + CELL - 1) / CELL * CELL;
  }

  private static Rectangle rectangle(final Span columns, final Span rows) {
    return new Rectangle(
        columns.begin(), rows.begin(), columns.end() - columns.begin(), rows.end() - rows.begin());
  }
}
