package sc.fiji.styletransfer.machine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.files.FileReplacement;

/**
 * A file with names and values in the user's folder for preferences. Every access reads the file,
 * so that several processes can share it. A file that cannot be read counts as empty.
 */
public final class MachineFile {

  /** Name of the system property with the folder of the file. */
  public static final String PROPERTY = "styletransfer.preferences";

  private static final Logger LOG = LoggerFactory.getLogger(MachineFile.class);

  private static final String OURS = "style-transfer";

  private final Path file;

  /**
   * @param file path of the file, which need not exist
   */
  public MachineFile(final Path file) {
    this.file = file;
  }

  /**
   * Returns the file of the current user.
   *
   * @return the file in the folder of {@value #PROPERTY}, or else in the platform's folder for
   *     preferences
   */
  public static MachineFile standard() {
    return new MachineFile(
        folder(System::getProperty, System::getenv).resolve("machine.properties"));
  }

  static Path folder(final UnaryOperator<String> property, final UnaryOperator<String> variable) {
    final String set = property.apply(PROPERTY);
    if (set != null && !set.isBlank()) return Path.of(set);
    final String system = String.valueOf(property.apply("os.name")).toLowerCase(Locale.ROOT);
    final Path home = Path.of(property.apply("user.home"));
    if (system.contains("mac")) return home.resolve("Library").resolve("Preferences").resolve(OURS);
    final String name = system.contains("win") ? "APPDATA" : "XDG_CONFIG_HOME";
    final Path usual =
        system.contains("win")
            ? home.resolve("AppData").resolve("Roaming")
            : home.resolve(".config");
    // The XDG specification demands that relative paths are ignored.
    return Optional.ofNullable(variable.apply(name))
        .filter(text -> !text.isBlank())
        .map(Path::of)
        .filter(Path::isAbsolute)
        .orElse(usual)
        .resolve(OURS);
  }

  /**
   * Returns a value.
   *
   * @param name name of the value
   * @return the value, if the file has one
   */
  public Optional<String> get(final String name) {
    return Optional.ofNullable(read().getProperty(name));
  }

  /**
   * Returns a number.
   *
   * @param name name of the value
   * @return the number, if the file has one
   */
  public Optional<Double> number(final String name) {
    try {
      return get(name).map(Double::valueOf);
    } catch (final NumberFormatException e) {
      LOG.debug("{} in {} is no number", name, file, e);
      return Optional.empty();
    }
  }

  /**
   * Changes values in one step.
   *
   * @param change receives the present values and changes them
   * @throws IOException if the file cannot be written
   */
  public void change(final Consumer<Properties> change) throws IOException {
    final Properties values = read();
    change.accept(values);
    final Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
    FileReplacement.deleteAbandoned(folder);
    new FileReplacement()
        .write(
            file,
            channel ->
                values.store(
                    Channels.newOutputStream(channel),
                    "Style Transfer: what the program knows about this computer"));
  }

  /**
   * Stores a value that can be measured again. If the file cannot be written, it is measured again.
   *
   * @param name name of the value
   * @param value the value
   */
  public void note(final String name, final String value) {
    try {
      change(values -> values.setProperty(name, value));
    } catch (final IOException e) {
      LOG.debug("{} cannot be written", file, e);
    }
  }

  private Properties read() {
    final Properties values = new Properties();
    if (!Files.isReadable(file)) return values;
    try (InputStream in = Files.newInputStream(file)) {
      values.load(in);
    } catch (final IOException | IllegalArgumentException e) {
      LOG.warn("The preferences {} cannot be read and count as empty.", file, e);
    }
    return values;
  }

  /** Returns the path of the file. */
  @Override
  public String toString() {
    return file.toString();
  }
}
