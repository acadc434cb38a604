package sc.fiji.styletransfer.fetch;

import sc.fiji.styletransfer.network.WeightsException;

/** A download failed or was cancelled. */
public class DownloadException extends WeightsException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message sentences that say what is wrong and what to do
   */
  public DownloadException(final String message) {
    super(message);
  }

  /**
   * @param message sentences that say what is wrong and what to do
   * @param cause exception that led to this one
   */
  public DownloadException(final String message, final Throwable cause) {
    super(message, cause);
  }
}
