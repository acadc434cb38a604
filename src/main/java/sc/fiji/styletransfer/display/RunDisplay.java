package sc.fiji.styletransfer.display;

/** Where a run shows how far it is, and where the user can stop it. */
public interface RunDisplay extends AutoCloseable {

  /**
   * @param done part of the work done
   * @param total all of it
   * @param text for the status line
   */
  void show(int done, int total, String text);

  /**
   * @return whether the user wants the run to end
   */
  boolean isStopped();

  /** Takes the display down. */
  @Override
  void close();
}
