package sc.fiji.styletransfer.demo;

/** Parallel lines cut by hand: they swell, thin out and break like gouge marks. */
public final class Hatch {

  private final GradientNoise noise;
  private final double spacing;

  /**
   * @param seed of the random widths
   * @param spacing between lines, in picture pixels
   */
  public Hatch(final long seed, final double spacing) {
    noise = new GradientNoise(seed);
    this.spacing = spacing;
  }

  /**
   * Returns whether a line covers the point.
   *
   * @param across coordinate across the lines, in picture pixels
   * @param along coordinate along the lines, in picture pixels
   * @param tone share of the area to be covered, 0..1
   * @return whether a line covers the point
   */
  public boolean covers(final double across, final double along, final double tone) {
    final double wobble = across + 0.9 * noise.at(along / 23, across / 30);
    final double line = Math.floor(wobble / spacing);
    final double off = 2 * Math.abs(wobble / spacing - line - 0.5);
    final double swell = 0.42 * noise.at(along / 38 + 5.3 * line, 0.37 + 1.7 * line);
    final double rough = 0.1 * noise.at(along / 4, 0.5 + 3.1 * line);
    return off < tone + swell + rough;
  }
}
