package sc.fiji.styletransfer.machine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.StyleTransferException;

/**
 * The engine that a user chose, remembered in the preferences. DJL reads system properties as it
 * reads environment variables, so that a choice needs no shell. A choice that cannot be used is
 * forgotten, and the CPU computes with the libraries of the plugin.
 */
public final class EngineChoice {

  private static final Logger LOG = LoggerFactory.getLogger(EngineChoice.class);

  /** DJL's properties and environment variables. */
  private static final String LIBRARY_PATH = "PYTORCH_LIBRARY_PATH";

  private static final String VERSION = "PYTORCH_VERSION";
  private static final String FLAVOUR = "PYTORCH_FLAVOR";

  private static final String FOLDER_KEY = "engine.folder";
  private static final String FLAVOUR_KEY = "engine.flavour";

  /** Number of the process that starts the engine; it stays if the engine ends the process. */
  private static final String STARTING_KEY = "engine.starting";

  private final MachineFile file;

  /**
   * @param file preferences
   */
  public EngineChoice(final MachineFile file) {
    this.file = file;
  }

  /** Returns the choice of the current user. */
  public static EngineChoice standard() {
    return new EngineChoice(MachineFile.standard());
  }

  /** Returns the engine that was chosen, if any. */
  public Optional<EngineFolder> chosen() {
    return file.get(FOLDER_KEY)
        .map(folder -> new EngineFolder(Path.of(folder), file.get(FLAVOUR_KEY).orElse("cpu")));
  }

  /**
   * Remembers an engine for the next start.
   *
   * @param engine engine that was tried in a process of its own
   * @throws StyleTransferException if the preferences cannot be written
   */
  public void remember(final EngineFolder engine) {
    change(
        values -> {
          values.setProperty(FOLDER_KEY, engine.folder().toString());
          values.setProperty(FLAVOUR_KEY, engine.flavour());
          values.remove(STARTING_KEY);
        });
  }

  /**
   * Forgets the choice. The next start uses the libraries of the plugin.
   *
   * @throws StyleTransferException if the preferences cannot be written
   */
  public void forget() {
    change(
        values -> {
          values.remove(FOLDER_KEY);
          values.remove(FLAVOUR_KEY);
          values.remove(STARTING_KEY);
        });
  }

  private void change(final Consumer<Properties> change) {
    try {
      file.change(change);
    } catch (final IOException e) {
      throw new StyleTransferException(
          "The preferences '%s' cannot be written (%s). Check the permissions of the folder."
              .formatted(file, e),
          e);
    }
  }

  /**
   * Prepares the start of the chosen engine: tells DJL the folder. Does nothing without a choice,
   * or if the user has set DJL's own variables.
   *
   * @return the engine that will start, if it was chosen here
   */
  public Optional<EngineFolder> begin() {
    if (System.getenv(LIBRARY_PATH) != null || System.getProperty(LIBRARY_PATH) != null)
      return Optional.empty();
    final Optional<EngineFolder> chosen = chosen();
    if (chosen.isEmpty()) return chosen;
    try {
      if (crashed())
        throw new StyleTransferException("The program ended when the engine started last time.");
      chosen.get().requireMachine();
    } catch (final StyleTransferException e) {
      giveUp(chosen.get(), e);
      return Optional.empty();
    }
    file.note(STARTING_KEY, String.valueOf(ProcessHandle.current().pid()));
    properties(chosen.get()).forEach(System::setProperty);
    return chosen;
  }

  /** Returns the system properties that make DJL use an engine. */
  public static Map<String, String> properties(final EngineFolder engine) {
    return Map.of(
        LIBRARY_PATH,
        engine.folder().toString(),
        VERSION,
        EngineFolder.VERSION,
        FLAVOUR,
        engine.flavour());
  }

  /** Returns whether an earlier process did not survive the start. */
  private boolean crashed() {
    final Optional<Double> process = file.number(STARTING_KEY);
    return process.isPresent()
        && ProcessHandle.of(process.get().longValue()).filter(ProcessHandle::isAlive).isEmpty();
  }

  /** Notes that the engine has started. */
  public void succeeded() {
    try {
      file.change(values -> values.remove(STARTING_KEY));
    } catch (final IOException e) {
      LOG.debug("{} cannot be written", file, e);
    }
  }

  /**
   * Forgets an engine that cannot be used, and says why.
   *
   * @param engine the engine
   * @param reason exception with the reason
   */
  public void giveUp(final EngineFolder engine, final Throwable reason) {
    properties(engine).keySet().forEach(System::clearProperty);
    LOG.warn(
        "The chosen engine in {} cannot be used: {} The CPU computes from now on. To choose an"
            + " engine again, use 'stylize engine use FOLDER' or the menu Style Transfer (Engine).",
        engine.folder(),
        reason.getMessage());
    LOG.debug("Cause of the failure", reason);
    forget();
  }
}
