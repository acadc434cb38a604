package sc.fiji.styletransfer.start;

import java.util.Optional;

/** The version of Java that the plugin needs. */
final class JavaVersion {

  private static final int REQUIRED = 17;

  private JavaVersion() {}

  /** Returns why this Java cannot run the plugin, or nothing if it can. */
  static Optional<String> refusal() {
    return refusal(System.getProperty("java.specification.version"));
  }

  /**
   * Returns why a Java cannot run the plugin, or nothing if it can.
   *
   * @param specification value of the system property {@code java.specification.version}, such as
   *     {@code 1.8} or {@code 17}
   */
  static Optional<String> refusal(final String specification) {
    final int version = Integer.parseInt(specification.replaceFirst("^1\\.", ""));
    return version >= REQUIRED
        ? Optional.<String>empty()
        : Optional.of(
            String.format(
                "Style Transfer needs Java %s or newer, but runs on Java %s here; install"
                    + " Fiji-Latest, or start ImageJ with a newer Java.",
                REQUIRED, version));
  }
}
