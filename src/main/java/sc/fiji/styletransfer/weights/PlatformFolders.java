package sc.fiji.styletransfer.weights;

import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import sc.fiji.styletransfer.network.WeightsException;

/**
 * The download folders of the platform, PyTorch, Keras and Hugging Face.
 *
 * @param property returns a system property, or null
 * @param variable returns an environment variable, or null
 */
record PlatformFolders(UnaryOperator<String> property, UnaryOperator<String> variable) {

  private static final String OURS = "style-transfer";

  /** Returns the folders that the user set, or else the folder in the platform's cache. */
  List<Path> weights() {
    final Optional<String> set =
        of(property.apply(WeightsFolders.PROPERTY))
            .or(() -> of(variable.apply(WeightsFolders.VARIABLE)));
    return set.map(PlatformFolders::split).orElseGet(() -> List.of(cache().resolve(OURS)));
  }

  /** Returns the paths under which PyTorch, Keras and Hugging Face save downloads of VGG19. */
  List<Path> otherPrograms() {
    return Stream.concat(byName().stream(), snapshots().stream()).toList();
  }

  private List<Path> byName() {
    final Path torch = torchHome().resolve("hub").resolve("checkpoints");
    final Path keras = home("KERAS_HOME").orElse(home().resolve(".keras")).resolve("models");
    return List.of(
        keras.resolve(PublishedFile.KERAS.name()),
        keras.resolve("vgg19_weights_tf_dim_ordering_tf_kernels.h5"),
        torch.resolve(PublishedFile.TORCHVISION.name()),
        torch.resolve("vgg19-d01eb7cb.pth"),
        torch.resolve("vgg19-74e45263.pth"));
  }

  /** Returns one file for each revision of the repository, which Hugging Face keeps in folders. */
  private List<Path> snapshots() {
    final Path revisions =
        home("HF_HUB_CACHE")
            .orElseGet(() -> huggingFace().resolve("hub"))
            .resolve("models--timm--vgg19.tv_in1k")
            .resolve("snapshots");
    final String[] names = revisions.toFile().list();
    return Stream.of(names == null ? new String[0] : names)
        .sorted()
        .map(name -> revisions.resolve(name).resolve("model.safetensors"))
        .toList();
  }

  private Path huggingFace() {
    return home("HF_HOME").orElseGet(() -> unixCache().resolve("huggingface"));
  }

  private Path cache() {
    final String system = String.valueOf(property.apply("os.name")).toLowerCase(Locale.ROOT);
    if (system.contains("mac")) return home().resolve("Library").resolve("Caches");
    if (system.contains("win"))
      return home("LOCALAPPDATA").orElse(home().resolve("AppData").resolve("Local"));
    return unixCache();
  }

  /** PyTorch uses this folder on every platform. */
  private Path torchHome() {
    return home("TORCH_HOME").orElseGet(() -> unixCache().resolve("torch"));
  }

  /** The XDG specification demands that relative paths are ignored. */
  private Path unixCache() {
    return home("XDG_CACHE_HOME").filter(Path::isAbsolute).orElse(home().resolve(".cache"));
  }

  private Optional<Path> home(final String name) {
    return of(variable.apply(name)).map(PlatformFolders::path);
  }

  private Path home() {
    return Path.of(property.apply("user.home"));
  }

  private static Optional<String> of(final String value) {
    return Optional.ofNullable(value).filter(text -> !text.isBlank());
  }

  private static List<Path> split(final String folders) {
    return Stream.of(folders)
        .flatMap(list -> Arrays.stream(list.split(File.pathSeparator)))
        .filter(folder -> !folder.isBlank())
        .map(PlatformFolders::path)
        .toList();
  }

  private static Path path(final String folder) {
    try {
      return Path.of(folder);
    } catch (final InvalidPathException e) {
      throw new WeightsException(
          "The environment variable %s or another one names the folder '%s', which is not a valid path."
              .formatted(WeightsFolders.VARIABLE, folder),
          e);
    }
  }
}
