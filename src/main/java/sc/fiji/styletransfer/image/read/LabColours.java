package sc.fiji.styletransfer.image.read;

/**
 * Converts colours in CIE L*a*b* as TIFF files store them (TIFF 6.0, section 23; for ICC Lab, Adobe
 * Photoshop TIFF Technical Notes) to sRGB from 0 to 1. Their white is D50; the matrix adapts it to
 * sRGB's D65 (Bradford), so that a* = b* = 0 is grey.
 *
 * @param photometric number of the interpretation
 * @param bits of a sample, 8 or 16
 */
record LabColours(int photometric, int bits) {

  private static final int CIE = 8;
  private static final int ICC = 9;

  private static final double[] WHITE = {0.96422, 1, 0.82521};

  /** From XYZ of D50 to linear sRGB. */
  private static final double[][] MATRIX = {
    {3.1338561, -1.6168667, -0.4906146},
    {-0.9787684, 1.9161415, 0.0334540},
    {0.0719453, -0.2289914, 1.4052427}
  };

  static boolean isLab(final int photometric) {
    return photometric == CIE || photometric == ICC;
  }

  /** Replaces L*, a* and b* as stored by red, green and blue. */
  void toSrgb(final double[][] numbers) {
    for (int i = 0; i < numbers[0].length; i++) {
      final double y = (lightness(numbers[0][i]) + 16) / 116;
      final double[] xyz = {
        WHITE[0] * cubed(y + chroma(numbers[1][i]) / 500),
        WHITE[1] * cubed(y),
        WHITE[2] * cubed(y - chroma(numbers[2][i]) / 200)
      };
      for (int c = 0; c < MATRIX.length; c++)
        numbers[c][i] =
            encoded(MATRIX[c][0] * xyz[0] + MATRIX[c][1] * xyz[1] + MATRIX[c][2] * xyz[2]);
    }
  }

  private double lightness(final double stored) {
    final double white = bits == Byte.SIZE ? 255 : photometric == ICC ? 0xff00 : 65535;
    return Math.min(100, 100 * stored / white);
  }

  /** CIE Lab stores a* and b* with a sign, ICC Lab with an offset; 16 bits hold 256 times them. */
  private double chroma(final double stored) {
    final double half = 1L << bits - 1;
    final double signed =
        photometric == ICC ? stored - half : stored < half ? stored : stored - 2 * half;
    return bits == Byte.SIZE ? signed : signed / 256;
  }

  private static double cubed(final double f) {
    final double edge = 6.0 / 29;
    return f > edge ? f * f * f : 3 * edge * edge * (f - 4.0 / 29);
  }

  /** The curve of sRGB (IEC 61966-2-1). */
  private static double encoded(final double linear) {
    if (linear <= 0.0031308) return Math.max(0, 12.92 * linear);
    return Math.min(1, 1.055 * Math.pow(linear, 1 / 2.4) - 0.055);
  }
}
