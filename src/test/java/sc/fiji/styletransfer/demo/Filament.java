package sc.fiji.styletransfer.demo;

import ij.ImageStack;
import java.util.Random;

/** A thread of dye that leaves a cell's nucleus and wanders to the cell's edge. */
final class Filament {

  private static final float PHOTONS_PER_STEP = 110;
  private static final double STEP = 0.5;

  private final Cell cell;
  private final Random random;
  private double x;
  private double y;
  private double z;
  private double heading;

  Filament(final Cell cell, final Random random) {
    this.cell = cell;
    this.random = random;
    final double bearing = 2 * Math.PI * random.nextDouble();
    x = cell.x() + 1.05 * cell.nucleus() * StrictMath.cos(bearing);
    y = cell.y() + 1.05 * cell.nucleus() * StrictMath.sin(bearing);
    z = 3 + 4 * random.nextDouble();
    heading = bearing + 0.9 * random.nextGaussian();
  }

  void addTo(final ImageStack dye) {
    while (inside()) {
      final int column = (int) Math.round(x);
      final int row = (int) Math.round(y);
      if (column >= 0 && row >= 0 && column < dye.getWidth() && row < dye.getHeight())
        ((float[]) dye.getPixels(1 + (int) Math.round(z)))[row * dye.getWidth() + column] +=
            PHOTONS_PER_STEP;
      advance();
    }
  }

  private boolean inside() {
    final double dx = x - cell.x();
    final double dy = y - cell.y();
    final double r = Math.sqrt(dx * dx + dy * dy);
    return r < 0.97 * cell.reach(dx, dy) && r > 0.9 * cell.nucleus();
  }

  private void advance() {
    heading += 0.13 * random.nextGaussian();
    x += STEP * StrictMath.cos(heading);
    y += STEP * StrictMath.sin(heading);
    z = Math.max(1, Math.min(8, z + 0.06 * random.nextGaussian()));
  }
}
