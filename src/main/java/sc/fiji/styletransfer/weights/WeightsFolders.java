package sc.fiji.styletransfer.weights;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.network.NetworkVariant;
import sc.fiji.styletransfer.network.NetworkWeights;
import sc.fiji.styletransfer.network.WeightsException;
import sc.fiji.styletransfer.weights.file.WeightsFile;

/**
 * The folders in which networks are kept, searched in order. All may be shared and read-only; new
 * files go to the first that can be written. Other programs' folders are looked into but never
 * written.
 *
 * <p>The system property {@value #PROPERTY}, or else the environment variable {@value #VARIABLE},
 * sets the folders, separated like a class path; otherwise there is one, where the platform keeps
 * such files.
 */
public final class WeightsFolders {

  /** System property with the folders. */
  public static final String PROPERTY = "styletransfer.weights";

  /** Environment variable with the folders. */
  public static final String VARIABLE = "STYLE_TRANSFER_WEIGHTS";

  private static final Logger LOG = LoggerFactory.getLogger(WeightsFolders.class);

  private final List<Path> folders;
  private final List<Path> elsewhere;

  /**
   * @param folders to search, best first; at least one
   * @param elsewhere files other programs may have left
   */
  public WeightsFolders(final List<Path> folders, final List<Path> elsewhere) {
    this.folders = List.copyOf(folders);
    this.elsewhere = List.copyOf(elsewhere);
  }

  /**
   * @return the folders of this user on this machine
   */
  public static WeightsFolders standard() {
    final PlatformFolders platform = new PlatformFolders(System::getProperty, System::getenv);
    return new WeightsFolders(platform.weights(), platform.otherPrograms());
  }

  /**
   * @return the folders, best first, whether they exist or not
   */
  public List<Path> folders() {
    return folders;
  }

  /**
   * @return the folder for new files, made if need be
   * @throws WeightsException if none can be written
   */
  public Path writable() {
    return folders.stream()
        .filter(WeightsFolders::canWrite)
        .findFirst()
        .orElseThrow(
            () ->
                new WeightsException(
                    "None of the folders for weights (%s) can be written; set another with the environment variable %s."
                        .formatted(listed(), VARIABLE)));
  }

  /**
   * @param variant of a network
   * @return the name of its file once it was fetched
   */
  public static String fileName(final NetworkVariant variant) {
    return "vgg19-" + variant + ".safetensors";
  }

  /**
   * @return every file with weights in the folders, sorted by name within each
   */
  public List<Path> files() {
    final List<Path> files = new ArrayList<>();
    for (final Path folder : folders) if (Files.isDirectory(folder)) files.addAll(files(folder));
    return files;
  }

  /**
   * @param variant of a network
   * @return the file to read it from, if one is here: the fetched one, or else another one with the
   *     same network's numbers
   */
  public Optional<Path> find(final NetworkVariant variant) {
    return folders.stream()
        .map(folder -> folder.resolve(fileName(variant)))
        .filter(Files::isRegularFile)
        .findFirst()
        .or(() -> files().stream().filter(file -> holds(file, variant)).findFirst());
  }

  /**
   * @return files with VGG19 that other programs have fetched already, to be imported
   */
  public List<Path> foundElsewhere() {
    return elsewhere.stream().filter(Files::isRegularFile).toList();
  }

  /**
   * @param variant of a network
   * @return such a file with that network's numbers
   */
  public Optional<Path> findElsewhere(final NetworkVariant variant) {
    return foundElsewhere().stream().filter(file -> holds(file, variant)).findFirst();
  }

  /**
   * @param file that is not here
   * @return what to do about it, with everything that is needed to get it by hand
   */
  public WeightsException missing(final PublishedFile file) {
    final String copy =
        findElsewhere(file.variant())
            .map(found -> ", or 'stylize weights import " + found + "' for the copy found there")
            .orElse("");
    return new WeightsException(
        "The network vgg19-%s is not here yet: run 'stylize weights fetch' (%d MB)%s, or put the file %s (%d bytes, %s) into the folder %s."
            .formatted(
                file.variant(),
                file.size() / 1_000_000,
                copy,
                file.name(),
                file.size(),
                file.checksum(),
                folders.get(0)));
  }

  private String listed() {
    return String.join(", ", folders.stream().map(Path::toString).toList());
  }

  private static boolean canWrite(final Path folder) {
    try {
      Files.createDirectories(folder);
      // Permissions do not tell everything, for example of a disk mounted read-only.
      Files.delete(Files.createTempFile(folder, ".writable", ""));
      return true;
    } catch (IOException | SecurityException e) {
      LOG.debug("The folder {} cannot be written", folder, e);
      return false;
    }
  }

  private static List<Path> files(final Path folder) {
    try (Stream<Path> found = Files.list(folder)) {
      return found.filter(WeightsFolders::isWeights).sorted().toList();
    } catch (final IOException e) {
      throw new WeightsException(
          "The folder " + folder + " cannot be listed; check its permissions.", e);
    }
  }

  private static boolean isWeights(final Path file) {
    final String name = file.getFileName().toString();
    return name.matches("(?i)[^.].*\\.(safetensors|h5|hdf5|pth|pt)") && Files.isRegularFile(file);
  }

  private static boolean holds(final Path file, final NetworkVariant variant) {
    try (NetworkWeights weights = WeightsFile.open(file)) {
      return weights.variant() == variant;
    } catch (final WeightsException e) {
      LOG.warn(e.getMessage());
      return false;
    }
  }
}
