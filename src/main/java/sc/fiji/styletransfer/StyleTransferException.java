package sc.fiji.styletransfer;

/**
 * Anything that keeps a style transfer from being done. Its message is one sentence that tells the
 * user what is wrong and what to do about it; every other exception is a defect of the program.
 */
public class StyleTransferException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message what is wrong and what to do, as a sentence
   */
  public StyleTransferException(final String message) {
    super(message);
  }

  /**
   * @param message what is wrong and what to do, as a sentence
   * @param cause what was caught
   */
  public StyleTransferException(final String message, final Throwable cause) {
    super(message, cause);
  }
}
