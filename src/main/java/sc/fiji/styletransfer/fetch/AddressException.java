package sc.fiji.styletransfer.fetch;

/**
 * An address did not deliver the file, so another address may be tried. The message is the first
 * part of a sentence and ends without a full stop.
 */
final class AddressException extends DownloadException {

  private static final long serialVersionUID = 1L;

  AddressException(final String message) {
    super(message);
  }

  AddressException(final String message, final Throwable cause) {
    super(message, cause);
  }
}
