package sc.fiji.styletransfer.region;

import java.util.Locale;

/** What happens to the part of the content that lies in no region, if there are regions. */
public enum Remainder {
  /** It stays as it is. */
  KEEP,
  /** It takes the style of all style pictures together. */
  STYLE;

  /** The name in the settings, for example {@code keep}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
