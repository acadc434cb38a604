package sc.fiji.styletransfer.region;

import java.util.Locale;

/** Choices for the part of the content that belongs to no region, if regions are given. */
public enum Remainder {
  /** The content stays unchanged there. */
  KEEP,
  /** The part takes the style of all style pictures together. */
  STYLE;

  /** Returns the name in the settings, for example {@code keep}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
