package sc.fiji.styletransfer.job;

import sc.fiji.styletransfer.StyleTransferException;

/** Says in one sentence why a run failed and what the user can do. */
public final class FailureReason {

  private FailureReason() {}

  /**
   * Returns the reason. An exception of another kind than {@link StyleTransferException} is named
   * with its class, since its message may be missing.
   *
   * @param cause exception or error that ended a run
   * @return a sentence
   */
  public static String of(final Throwable cause) {
    if (cause instanceof StyleTransferException) return cause.getMessage();
    if (cause instanceof OutOfMemoryError)
      return "Java's heap is too small for this image; start Java with a larger heap, or choose a"
          + " smaller size.";
    if (cause instanceof StackOverflowError)
      return "The stack of a thread is too small for this image; check whether the file is"
          + " damaged.";
    return "An internal error ended the run (" + cause + "); please report it.";
  }
}
