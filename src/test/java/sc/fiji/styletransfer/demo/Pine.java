package sc.fiji.styletransfer.demo;

import java.util.List;

/** A leaning pine in a woodcut: a black shape with bark and needles carved into it. */
final class Pine {

  /** The surface of the block at a point. */
  enum Part {
    /** No part of the tree. */
    NONE,
    /** Inked wood. */
    WOOD,
    /** Carved away: paper shows. */
    CUT
  }

  private record Pad(double x, double y, double halfWidth, double halfHeight) {}

  private static final List<Pad> PADS =
      List.of(
          new Pad(436, 92, 74, 26),
          new Pad(352, 128, 54, 18),
          new Pad(486, 152, 60, 24),
          new Pad(402, 196, 60, 19),
          new Pad(492, 226, 46, 20),
          new Pad(436, 50, 40, 18));

  private final GradientNoise noise = new GradientNoise(77);
  private final Hatch bark = new Hatch(5, 6);
  private final Hatch needles = new Hatch(6, 6.5);

  Part at(final double x, final double y) {
    for (final Pad pad : PADS) {
      final Part part = foliage(pad, x, y);
      if (part != Part.NONE) return part;
    }
    final Part trunk = trunk(x, y);
    return trunk == Part.NONE ? branches(x, y) : trunk;
  }

  /** Returns the part of the branches at a point; each pad of needles hangs on one branch. */
  private Part branches(final double x, final double y) {
    Part part = Part.NONE;
    for (final Pad pad : PADS) {
      final double foot = pad.y + 46;
      final double t = (x - pad.x) / (middle(foot) - pad.x);
      if (t < 0 || t > 1) continue;
      final double off = Math.abs(y - (pad.y + 8 + 38 * t * t)) / (2.5 + 4.5 * t);
      if (off < 1) return Part.WOOD;
      if (off < 1.5) part = Part.CUT;
    }
    return part;
  }

  private static double middle(final double y) {
    return 452 + 22 * StrictMath.sin(y / 72 + 0.7) + 0.055 * (y - 300);
  }

  private Part foliage(final Pad pad, final double x, final double y) {
    final double dx = (x - pad.x) / pad.halfWidth;
    final double dy = (y - pad.y) / (y < pad.y ? pad.halfHeight : 0.6 * pad.halfHeight);
    if (dx * dx + dy * dy > 2) return Part.NONE;
    final double bearing = StrictMath.atan2(y - pad.y - 22, x - pad.x);
    final double edge = 0.12 * noise.at(bearing * 9, pad.x) + 0.1 * noise.at(x / 5, y / 5);
    final double r = Math.sqrt(dx * dx + dy * dy) + edge;
    if (r > 1.09) return Part.NONE;
    if (r > 1) return Part.CUT;
    final double tone = r > 0.9 ? 0 : 0.42 - 0.5 * dy * (dy > 0 ? 1 : 0.1);
    return needles.covers(bearing * 62, r * 50 + pad.x, tone - 0.12) ? Part.CUT : Part.WOOD;
  }

  private Part trunk(final double x, final double y) {
    final double half = 8 + Math.max(0, y - 60) / 26 + 2 * noise.at(y / 12, 1);
    final double off = x - middle(y);
    if (y < 60 || Math.abs(off) > half + 2.5) return Part.NONE;
    if (Math.abs(off) > half) return Part.CUT;
    final double side = off / half;
    final double tone = Math.abs(side) > 0.85 ? 0 : 0.3 - 0.35 * side;
    return bark.covers(off + 4 * noise.at(y / 20, x / 20), y, tone) ? Part.CUT : Part.WOOD;
  }
}
