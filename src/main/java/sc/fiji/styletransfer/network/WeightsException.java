package sc.fiji.styletransfer.network;

import sc.fiji.styletransfer.StyleTransferException;

/** Weights are missing, damaged or not supported. */
public class WeightsException extends StyleTransferException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message sentences that say what is wrong and what to do
   */
  public WeightsException(final String message) {
    super(message);
  }

  /**
   * @param message sentences that say what is wrong and what to do
   * @param cause exception that led to this one
   */
  public WeightsException(final String message, final Throwable cause) {
    super(message, cause);
  }
}
