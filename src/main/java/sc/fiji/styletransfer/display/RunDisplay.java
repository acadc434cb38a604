package sc.fiji.styletransfer.display;

/** Shows the progress of a run and lets the user stop it. */
public interface RunDisplay extends AutoCloseable {

  /**
   * Shows the progress.
   *
   * @param done completed steps, from 0 to {@code total}
   * @param total number of steps
   * @param text for the status line
   */
  void show(int done, int total, String text);

  /**
   * Returns whether the user stopped the run.
   *
   * @return true from the time at which the user pressed Escape or a stop button
   */
  boolean isStopped();

  /** Removes the display. */
  @Override
  void close();
}
