package sc.fiji.styletransfer.tensor;

import ai.djl.util.Utils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import sc.fiji.styletransfer.StyleTransferException;

/**
 * The native libraries that the engine has unpacked from its jars: a folder for each version and
 * platform. Other programs with the same engine share them.
 *
 * @param folder folder with the folders of the versions
 */
public record EngineFiles(Path folder) {

  /** A version, alone or with flavour and platform: {@code 2.7.1-cpu-linux-x86_64}. */
  private static final Pattern NAME = Pattern.compile("\\d+(\\.\\d+)+(-.*)?");

  /** Returns the files of this computer, in the folder that DJL uses. */
  public static EngineFiles standard() {
    return new EngineFiles(Utils.getEngineCacheDir("pytorch"));
  }

  /**
   * Returns the folders of all versions. Symbolic links and folders of other names are not the
   * engine's own, and not among them.
   *
   * @return folders, sorted by name; empty if the engine was never used
   */
  public List<Path> versions() {
    if (!Files.isDirectory(folder)) return List.of();
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(EngineFiles::isVersion).sorted().toList();
    } catch (final IOException e) {
      throw unreadable(e);
    }
  }

  private static boolean isVersion(final Path entry) {
    return Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)
        && NAME.matcher(entry.getFileName().toString()).matches();
  }

  /**
   * Returns the folders of versions other than that of this plugin.
   *
   * @return folders, sorted by name
   */
  public List<Path> others() {
    return others(TensorEngine.start().number());
  }

  List<Path> others(final String version) {
    return versions().stream()
        .filter(path -> !(path.getFileName() + "-").startsWith(version + "-"))
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
      return files
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .mapToLong(file -> file.toFile().length())
          .sum();
    } catch (final IOException | UncheckedIOException e) {
      throw unreadable(e);
    }
  }

  /**
   * Deletes the folder of a version. Of a symbolic link in the folder only the link is deleted.
   *
   * @param version one of {@link #others}
   * @throws StyleTransferException if a file cannot be deleted
   * @throws IllegalArgumentException if the folder is not one of {@link #versions}
   */
  public void delete(final Path version) {
    if (!versions().contains(version))
      throw new IllegalArgumentException(version + " is no version of the engine");
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
