package sc.fiji.styletransfer.tensor;

import sc.fiji.styletransfer.StyleTransferException;

/** The tensor engine, or the device asked for, is not to be had. */
public class EngineException extends StyleTransferException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message what is wrong and what to do, as a sentence
   */
  public EngineException(final String message) {
    super(message);
  }

  /**
   * @param message what is wrong and what to do, as a sentence
   * @param cause what was caught
   */
  public EngineException(final String message, final Throwable cause) {
    super(message, cause);
  }
}
