package sc.fiji.styletransfer.demo;

/**
 * A colour in sRGB. Channels are nominally 0..1; values outside are allowed and clipped when the
 * picture is written.
 *
 * @param r red
 * @param g green
 * @param b blue
 */
public record Rgb(double r, double g, double b) {

  /**
   * Returns a colour.
   *
   * @param hex the colour as 0xRRGGBB
   * @return the colour
   */
  public static Rgb hex(final int hex) {
    return new Rgb((hex >> 16 & 255) / 255.0, (hex >> 8 & 255) / 255.0, (hex & 255) / 255.0);
  }

  /**
   * Mixes two colours.
   *
   * @param other the other colour
   * @param share how much of the other, 0..1
   * @return (1 - share) of this colour plus share of the other
   */
  public Rgb mix(final Rgb other, final double share) {
    return new Rgb(r + share * (other.r - r), g + share * (other.g - g), b + share * (other.b - b));
  }

  /**
   * Returns the colour made lighter or darker.
   *
   * @param factor what to multiply by
   * @return the colour made lighter or darker
   */
  public Rgb times(final double factor) {
    return new Rgb(r * factor, g * factor, b * factor);
  }

  /**
   * Returns this colour with light added.
   *
   * @param light the light added
   * @param amount how much of it
   * @return this colour with light added
   */
  public Rgb plus(final Rgb light, final double amount) {
    return new Rgb(r + amount * light.r, g + amount * light.g, b + amount * light.b);
  }
}
