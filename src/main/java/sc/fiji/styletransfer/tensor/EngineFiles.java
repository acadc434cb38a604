package sc.fiji.styletransfer.tensor;

import ai.djl.util.Utils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import sc.fiji.styletransfer.StyleTransferException;

/**
 * The native libraries that the engine has unpacked from its jars: a folder for each version and
 * platform. Other programs with the same engine share them.
 *
 * @param folder folder with the folders of the versions
 */
public record EngineFiles(Path folder) {

  /** Returns the files of this computer, in the folder that DJL uses. */
  public static EngineFiles standard() {
    return new EngineFiles(Utils.getEngineCacheDir("pytorch"));
  }

  /**
   * Returns the folders of all versions.
   *
   * @return folders, sorted by name; empty if the engine was never used
   */
  public List<Path> versions() {
    if (!Files.isDirectory(folder)) return List.of();
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(Files::isDirectory).sorted().toList();
    } catch (final IOException e) {
      throw unreadable(e);
    }
  }

  /**
   * Returns the folders of versions other than that of this plugin.
   *
   * @return folders, sorted by name
   */
  public List<Path> others() {
    final String version = TensorEngine.start().number();
    return versions().stream()
        .filter(path -> !path.getFileName().toString().startsWith(version))
        .toList();
  }

  /** Returns the size of all files in bytes. */
  public long bytes() {
    return bytes(folder);
  }

  /**
   * Returns the size of the files in a folder.
   *
   * @param of a folder; may be missing
   * @return bytes
   */
  public long bytes(final Path of) {
    if (!Files.exists(of)) return 0;
    try (Stream<Path> files = Files.walk(of)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    } catch (final IOException | UncheckedIOException e) {
      throw unreadable(e);
    }
  }

  /**
   * Deletes the folder of a version.
   *
   * @param version one of {@link #others}
   * @throws StyleTransferException if a file cannot be deleted
   */
  public void delete(final Path version) {
    try (Stream<Path> files = Files.walk(version)) {
      for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
    } catch (final IOException | UncheckedIOException e) {
      throw new StyleTransferException(
          "The folder %s cannot be deleted (%s). Close other programs that use it, or delete it yourself."
              .formatted(version, e.getMessage()),
          e);
    }
  }

  private StyleTransferException unreadable(final Exception cause) {
    return new StyleTransferException(
        "The folder %s cannot be read (%s).".formatted(folder, cause.getMessage()), cause);
  }
}
