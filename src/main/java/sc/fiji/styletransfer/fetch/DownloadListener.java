package sc.fiji.styletransfer.fetch;

/** Receives the progress of a download, on the thread of the download. */
@FunctionalInterface
public interface DownloadListener {

  /**
   * Called after each received piece.
   *
   * @param received number of bytes received so far, including those of earlier attempts
   * @param total number of bytes of the complete download
   */
  void received(long received, long total);

  /**
   * Called at least ten times a second. A cancelled download ends within a second; the next
   * download of the same file continues with the bytes received so far.
   *
   * @return whether the download is cancelled
   */
  default boolean isCancelled() {
    return false;
  }
}
