package sc.fiji.styletransfer.network;

import sc.fiji.styletransfer.StyleTransferException;

/** A weights file that is missing, damaged or of a kind that cannot be used. */
public class WeightsException extends StyleTransferException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message what is wrong and what to do, as a sentence
   */
  public WeightsException(final String message) {
    super(message);
  }

  /**
   * @param message what is wrong and what to do, as a sentence
   * @param cause what was caught
   */
  public WeightsException(final String message, final Throwable cause) {
    super(message, cause);
  }
}
