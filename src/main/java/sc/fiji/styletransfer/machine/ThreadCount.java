package sc.fiji.styletransfer.machine;

import java.io.IOException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import sc.fiji.styletransfer.StyleTransferException;

/**
 * The number of threads with which the CPU computes: what the user chose, or else what was measured
 * to be fastest on this computer. Without either, the engine takes one for each physical core.
 *
 * @param file preferences
 * @param identity engine, device and processor of a measurement
 */
public record ThreadCount(MachineFile file, String identity) {

  private static final String CHOSEN = "engine.threads";

  private static final int MOST = 1024;

  /** Variable with which a batch divides the threads among its processes. */
  private static final String LIMIT = "OMP_NUM_THREADS";

  /**
   * Returns the number.
   *
   * @return the number that was chosen or measured, but no more than this process may use; empty
   *     for that of the engine
   */
  public Optional<Integer> get() {
    return get(System::getenv);
  }

  Optional<Integer> get(final UnaryOperator<String> environment) {
    final int most = limit(environment).orElse(MOST);
    return chosen(file)
        .or(() -> file.number(measuredKey()).map(Double::intValue))
        .filter(number -> number > 0)
        .map(number -> Math.min(number, most));
  }

  /**
   * Returns whether this process may use a part of the threads only. What is measured with a part
   * says nothing about the whole.
   *
   * @return whether the environment limits the threads
   */
  public static boolean isLimited() {
    return limit(System::getenv).isPresent();
  }

  /** OpenMP also accepts one number for each level, of which the first counts. */
  private static Optional<Integer> limit(final UnaryOperator<String> environment) {
    return Optional.ofNullable(environment.apply(LIMIT))
        .map(text -> text.split(",")[0].strip())
        .filter(text -> text.matches("[1-9]\\d{0,3}"))
        .map(Integer::valueOf);
  }

  /**
   * Remembers the fastest number.
   *
   * @param number number of threads
   */
  public void measured(final int number) {
    file.note(measuredKey(), String.valueOf(number));
  }

  private String measuredKey() {
    return "threads." + identity;
  }

  /**
   * Returns the user's choice.
   *
   * @param file preferences
   * @return the number; empty if the user left the choice to a measurement
   */
  public static Optional<Integer> chosen(final MachineFile file) {
    return file.number(CHOSEN).map(Double::intValue).filter(number -> number > 0);
  }

  /**
   * Remembers the user's choice, which applies to the next session.
   *
   * @param file preferences
   * @param number number of threads; 0 leaves the choice to a measurement
   * @throws StyleTransferException if the number is not possible, or cannot be remembered
   */
  public static void choose(final MachineFile file, final int number) {
    if (number < 0 || number > MOST)
      throw new StyleTransferException(
          "%s threads are not possible. Choose a number from 1 to %s, or 0 for the measured one."
              .formatted(number, MOST));
    try {
      file.change(
          values -> {
            if (number == 0) values.remove(CHOSEN);
            else values.setProperty(CHOSEN, String.valueOf(number));
          });
    } catch (final IOException e) {
      throw new StyleTransferException(
          "The preferences '%s' cannot be written (%s). Check the permissions of the folder."
              .formatted(file, e),
          e);
    }
  }
}
