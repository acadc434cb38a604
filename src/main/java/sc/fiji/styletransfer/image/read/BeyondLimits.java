package sc.fiji.styletransfer.image.read;

import sc.fiji.styletransfer.StyleTransferException;

/** The refusal of a file that takes too much memory or time, for which no other reader is tried. */
final class BeyondLimits extends StyleTransferException {

  private static final long serialVersionUID = 1L;

  BeyondLimits(final String message) {
    super(message);
  }

  BeyondLimits(final String message, final Throwable cause) {
    super(message, cause);
  }
}
