package sc.fiji.styletransfer.fetch;

import sc.fiji.styletransfer.network.WeightsException;

/** A download that did not give the file, with what to do about it. */
public class DownloadException extends WeightsException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message what is wrong and what to do, as a sentence
   */
  public DownloadException(final String message) {
    super(message);
  }

  /**
   * @param message what is wrong and what to do, as a sentence
   * @param cause what was caught
   */
  public DownloadException(final String message, final Throwable cause) {
    super(message, cause);
  }
}
