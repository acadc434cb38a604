package sc.fiji.styletransfer.tensor;

import sc.fiji.styletransfer.StyleTransferException;

/** The tensor engine or the requested device is not available. */
public class EngineException extends StyleTransferException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message sentences that say what is wrong and what to do
   */
  public EngineException(final String message) {
    super(message);
  }

  /**
   * @param message sentences that say what is wrong and what to do
   * @param cause exception that led to this one
   */
  public EngineException(final String message, final Throwable cause) {
    super(message, cause);
  }
}
