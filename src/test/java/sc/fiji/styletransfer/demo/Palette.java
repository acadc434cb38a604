package sc.fiji.styletransfer.demo;

import java.util.List;
import java.util.stream.IntStream;

/** Evenly spaced colours, blended linearly in between. */
public final class Palette {

  private final List<Rgb> stops;

  /**
   * @param stops colours as 0xRRGGBB, at least two
   */
  public Palette(final int... stops) {
    this.stops = IntStream.of(stops).mapToObj(Rgb::hex).toList();
  }

  /**
   * Returns the blended colour.
   *
   * @param position 0 for the first colour to 1 for the last; clamped
   * @return the blended colour
   */
  public Rgb at(final double position) {
    final double scaled = Math.min(1, Math.max(0, position)) * (stops.size() - 1);
    final int below = Math.min((int) scaled, stops.size() - 2);
    return stops.get(below).mix(stops.get(below + 1), scaled - below);
  }
}
