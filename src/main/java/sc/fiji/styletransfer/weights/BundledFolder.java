package sc.fiji.styletransfer.weights;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;

/**
 * The folder of networks that came with the plugin, {@value #PATH} in the folder of Fiji or ImageJ.
 * Whoever packs a release can put a network there, so that users need no download.
 */
public final class BundledFolder {

  /** Path in the folder of Fiji or ImageJ, with a slash at the end. */
  public static final String PATH = "models/style-transfer/";

  private BundledFolder() {}

  /** Returns the folder if it exists. */
  static Optional<Path> find() {
    final CodeSource source = BundledFolder.class.getProtectionDomain().getCodeSource();
    return source == null
        ? Optional.empty()
        : path(source.getLocation()).flatMap(BundledFolder::of);
  }

  /**
   * Returns the folder if it exists.
   *
   * @param jar the plugin's jar, which lies in {@code plugins} or {@code jars}
   */
  static Optional<Path> of(final Path jar) {
    final Path parent = jar.toAbsolutePath().getParent();
    if (parent == null || parent.getParent() == null) return Optional.empty();
    final String name = String.valueOf(parent.getFileName());
    if (!Files.isRegularFile(jar) || !name.equals("plugins") && !name.equals("jars"))
      return Optional.empty();
    return Optional.of(parent.resolveSibling(PATH)).filter(Files::isDirectory);
  }

  private static Optional<Path> path(final URL location) {
    try {
      return Optional.of(Path.of(location.toURI()));
    } catch (final URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
      // A class loader of another kind, which has no folder beside the jar.
      return Optional.empty();
    }
  }
}
