package sc.fiji.styletransfer.demo;

import java.util.ArrayList;
import java.util.List;

/** The plane split into panes: each point belongs to the nearest site. */
public final class Voronoi {

  private final double size;
  private final List<double[]> sites = new ArrayList<>();

  /**
   * @param size side of the picture; sites far outside are ignored
   */
  public Voronoi(final double size) {
    this.size = size;
  }

  /**
   * @param x of a new site
   * @param y of a new site
   */
  public void add(final double x, final double y) {
    final double margin = 60;
    if (Math.min(x, y) > -margin && Math.max(x, y) < size + margin) sites.add(new double[] {x, y});
  }

  /**
   * Returns the pane of a point.
   *
   * @param x of a point
   * @param y of a point
   * @return the pane
   */
  public Pane at(final double x, final double y) {
    int nearest = 0;
    for (int i = 1; i < sites.size(); i++)
      if (squared(i, x, y) < squared(nearest, x, y)) nearest = i;
    double border = Double.MAX_VALUE;
    for (int i = 0; i < sites.size(); i++)
      if (i != nearest) border = Math.min(border, toBisector(nearest, i, x, y));
    return new Pane(nearest, sites.get(nearest)[0], sites.get(nearest)[1], border);
  }

  private double squared(final int i, final double x, final double y) {
    final double dx = sites.get(i)[0] - x;
    final double dy = sites.get(i)[1] - y;
    return dx * dx + dy * dy;
  }

  /**
   * Returns the distance of the bisector of two sites: (d_i² - d_nearest²) / (2 |s_i - s_nearest|).
   */
  private double toBisector(final int nearest, final int i, final double x, final double y) {
    final double[] site = sites.get(nearest);
    return (squared(i, x, y) - squared(nearest, x, y))
        / (2 * Math.sqrt(squared(i, site[0], site[1])));
  }

  /**
   * The pane of a point.
   *
   * @param index of the pane's site
   * @param x of the pane's site
   * @param y of the pane's site
   * @param border distance from the point to the nearest border
   */
  public record Pane(int index, double x, double y, double border) {}
}
