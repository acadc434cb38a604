package sc.fiji.styletransfer.weights;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.files.FileReplacement;
import sc.fiji.styletransfer.network.NetworkVariant;
import sc.fiji.styletransfer.network.NetworkWeights;
import sc.fiji.styletransfer.network.WeightsException;
import sc.fiji.styletransfer.weights.file.WeightsFile;

/**
 * The folders with weights files, in the order in which they are searched. Folders may be shared
 * and read-only; a new file goes to the first writable folder. The folders of other programs are
 * searched, but never written to.
 *
 * <p>The system property {@value #PROPERTY}, or else the environment variable {@value #VARIABLE},
 * sets the folders, separated like a class path. By default one folder is used, in the platform's
 * cache. The {@link BundledFolder} comes last, if there is one.
 */
public final class WeightsFolders {

  /** Name of the system property with the folders. */
  public static final String PROPERTY = "styletransfer.weights";

  /** Name of the environment variable with the folders. */
  public static final String VARIABLE = "STYLE_TRANSFER_WEIGHTS";

  private static final Logger LOG = LoggerFactory.getLogger(WeightsFolders.class);

  private final List<Path> folders;
  private final List<Path> elsewhere;

  /**
   * @param folders folders in the order of the search; at least one
   * @param elsewhere files that other programs may have downloaded
   */
  public WeightsFolders(final List<Path> folders, final List<Path> elsewhere) {
    this.folders = List.copyOf(folders);
    this.elsewhere = List.copyOf(elsewhere);
  }

  /**
   * @return the current user's folders on this machine
   */
  public static WeightsFolders standard() {
    final PlatformFolders platform = new PlatformFolders(System::getProperty, System::getenv);
    final List<Path> folders = new ArrayList<>(platform.weights());
    BundledFolder.find().ifPresent(folders::add);
    return new WeightsFolders(folders, platform.otherPrograms());
  }

  /**
   * @return the folders in the order of the search; they need not exist
   */
  public List<Path> folders() {
    return folders;
  }

  /**
   * @return the folder for new files; created if it does not exist
   * @throws WeightsException if none of the folders is writable
   */
  public Path writable() {
    return folders.stream()
        .filter(WeightsFolders::canWrite)
        .findFirst()
        .orElseThrow(
            () ->
                new WeightsException(
                    "No folder for weights (%s) can be written to. Set another folder with the environment variable %s."
                        .formatted(listed(), VARIABLE)));
  }

  /**
   * @param variant variant of a network
   * @return name of the file that a download of the network creates
   */
  public static String fileName(final NetworkVariant variant) {
    return "vgg19-" + variant + ".safetensors";
  }

  /**
   * @return all weights files in the folders, sorted by name within each folder
   */
  public List<Path> files() {
    final List<Path> files = new ArrayList<>();
    for (final Path folder : folders) if (Files.isDirectory(folder)) files.addAll(files(folder));
    return files;
  }

  /**
   * Finds a network. Files that cannot be used are skipped with a warning.
   *
   * @param variant variant of the network
   * @return a file with the network: a downloaded one, or else any other in the folders
   */
  public Optional<Path> find(final NetworkVariant variant) {
    final Stream<Path> downloaded =
        folders.stream()
            .map(folder -> folder.resolve(fileName(variant)))
            .filter(Files::isRegularFile);
    return Stream.concat(downloaded, files().stream())
        .distinct()
        .filter(file -> holds(file, variant))
        .findFirst();
  }

  /**
   * @return files with VGG19 that other programs have downloaded and that can be imported
   */
  public List<Path> foundElsewhere() {
    return elsewhere.stream().filter(Files::isRegularFile).toList();
  }

  /**
   * @param variant variant of a network
   * @return a file of {@link #foundElsewhere()} with the network
   */
  public Optional<Path> findElsewhere(final NetworkVariant variant) {
    return foundElsewhere().stream().filter(file -> holds(file, variant)).findFirst();
  }

  /**
   * @param file published file with a network that is not in the folders
   * @return an exception whose message explains all ways to get the network
   */
  public WeightsException missing(final PublishedFile file) {
    final String copy =
        findElsewhere(file.variant()).map(found -> ", or import the copy " + found).orElse("");
    return new WeightsException(
        "The network vgg19-%s is not on this computer. Download it (%s MB; in Fiji and ImageJ: Plugins > Style Transfer > Style Transfer (Weights)..., on the command line: stylize weights fetch)%s, or put the file %s (%s bytes, %s) into the folder %s."
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
      // Permissions alone do not show, for example, that a disk is mounted read-only.
      FileReplacement.deleteAbandoned(folder);
      FileReplacement.probe(folder.resolve("weights"), 1);
      return true;
    } catch (IOException | SecurityException e) {
      LOG.debug("The folder {} is not writable", folder, e);
      return false;
    }
  }

  private static List<Path> files(final Path folder) {
    try (Stream<Path> found = Files.list(folder)) {
      return found.filter(WeightsFolders::isWeights).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      LOG.warn(
          "The weights folder {} cannot be listed and is skipped. Check its permissions.",
          folder,
          e);
      return List.of();
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
