package sc.fiji.styletransfer.fetch;

/** Hears of the progress of a download, on the thread that downloads. */
@FunctionalInterface
public interface DownloadListener {

  /**
   * Called after every piece.
   *
   * @param received bytes so far, those of earlier attempts included
   * @param total bytes there will be
   */
  void received(long received, long total);

  /**
   * @return whether to stop soon; what has come is kept for the next time
   */
  default boolean isCancelled() {
    return false;
  }
}
