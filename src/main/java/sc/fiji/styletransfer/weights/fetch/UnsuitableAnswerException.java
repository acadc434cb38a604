package sc.fiji.styletransfer.weights.fetch;

/** An answer that trying again would not change, so that only another address can help. */
final class UnsuitableAnswerException extends DownloadException {

  private static final long serialVersionUID = 1L;

  UnsuitableAnswerException(final String message) {
    super(message);
  }
}
