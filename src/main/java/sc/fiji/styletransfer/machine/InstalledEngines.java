package sc.fiji.styletransfer.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.StyleTransferException;

/**
 * What this computer has for an engine: installations of PyTorch in the usual folders, and NVIDIA's
 * driver.
 *
 * @param home the user's folder
 * @param variable returns an environment variable, or null
 */
public record InstalledEngines(Path home, UnaryOperator<String> variable) {

  private static final Logger LOG = LoggerFactory.getLogger(InstalledEngines.class);

  private static final Path DRIVER = Path.of("/proc/driver/nvidia");

  /** Folders with environments, one folder each. */
  private static final List<String> COLLECTIONS =
      List.of(
          ".conda/envs",
          "miniconda3/envs",
          "anaconda3/envs",
          "miniforge3/envs",
          "mambaforge/envs",
          ".virtualenvs",
          ".venvs",
          ".pyenv/versions",
          ".local/share/mamba/envs",
          ".djl.ai/pytorch",
          "AppData/Local/Programs/Python",
          "AppData/Roaming/Python");

  /** Environments in the user's folder. */
  private static final List<String> ENVIRONMENTS =
      List.of("miniconda3", "anaconda3", "miniforge3", "mambaforge", "venv", ".venv", ".local");

  /** Returns those of the current user. */
  public static InstalledEngines standard() {
    return new InstalledEngines(Path.of(System.getProperty("user.home")), System::getenv);
  }

  /**
   * Lists the installations of PyTorch that are found without a search of the whole disk.
   *
   * @return one line each: folder and version, or the reason why it cannot be used
   */
  public List<String> installations() {
    final Set<Path> folders = new LinkedHashSet<>();
    for (final Path environment : environments())
      EngineFolder.find(environment).map(Path::normalize).ifPresent(folders::add);
    return folders.stream().map(InstalledEngines::line).toList();
  }

  private List<Path> environments() {
    final List<Path> found = new ArrayList<>();
    for (final String name : List.of("VIRTUAL_ENV", "CONDA_PREFIX", "LIBTORCH_HOME"))
      Optional.ofNullable(variable.apply(name))
          .filter(text -> !text.isBlank())
          .ifPresent(text -> found.add(Path.of(text)));
    for (final String name : ENVIRONMENTS) found.add(home.resolve(name));
    for (final String name : COLLECTIONS) found.addAll(children(home.resolve(name)));
    found.addAll(List.of(Path.of("/usr"), Path.of("/usr/local"), Path.of("/opt/conda")));
    return found;
  }

  private static List<Path> children(final Path folder) {
    if (!Files.isDirectory(folder)) return List.of();
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.filter(Files::isDirectory).sorted().toList();
    } catch (final IOException e) {
      LOG.debug("{} cannot be listed", folder, e);
      return List.of();
    }
  }

  private static String line(final Path folder) {
    try {
      return EngineFolder.check(folder).toString();
    } catch (final StyleTransferException e) {
      return e.getMessage();
    }
  }

  /**
   * Describes NVIDIA's driver and cards.
   *
   * @return several lines; one that says so where no driver is found
   */
  public static List<String> cards() {
    return cards(DRIVER);
  }

  static List<String> cards(final Path driver) {
    final Path version = driver.resolve("version");
    if (!Files.isReadable(version)) return List.of(otherSystems());
    final List<String> lines = new ArrayList<>();
    try {
      lines.add("driver: " + Files.readAllLines(version).get(0).replaceAll("\\s+", " "));
      for (final Path card : children(driver.resolve("gpus")))
        Files.readAllLines(card.resolve("information")).stream()
            .filter(line -> line.startsWith("Model:"))
            .forEach(line -> lines.add("card: " + line.substring("Model:".length()).strip()));
    } catch (final IOException e) {
      lines.add("The driver's description in %s cannot be read (%s).".formatted(driver, e));
    }
    return lines;
  }

  private static String otherSystems() {
    final String root = System.getenv("SystemRoot");
    final boolean windows = root != null && Files.exists(Path.of(root, "System32", "nvcuda.dll"));
    return windows ? "driver: NVIDIA's driver is installed" : "no NVIDIA driver found";
  }
}
