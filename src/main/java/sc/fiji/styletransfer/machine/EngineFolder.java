package sc.fiji.styletransfer.machine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import sc.fiji.styletransfer.StyleTransferException;

/**
 * A folder with the libraries of PyTorch that this program can use as its engine.
 *
 * @param folder folder of the libraries
 * @param flavour {@code cpu} or {@code cu128}, as DJL names its own libraries
 */
public record EngineFolder(Path folder, String flavour) {

  /** The version for which DJL's libraries are made. */
  public static final String VERSION = "2.7.1";

  private static final String CPU = "cpu";

  /** The version of CUDA for which DJL has a library. */
  private static final String CUDA = "cu128";

  private static final Pattern VERSION_TEXT = Pattern.compile("(\\d+\\.\\d+\\.\\d+)(\\+\\w+)?");

  private static final int CHUNK = 1 << 20;

  /**
   * Where installations of PyTorch keep their libraries, relative to the folder that users name.
   */
  private static final List<String> PLACES = List.of("", "lib", "torch/lib", "libtorch/lib");

  /**
   * Finds and checks the libraries in a folder, its {@code lib}, or a Python environment.
   *
   * @param given folder that a user names
   * @return the folder of the libraries
   * @throws StyleTransferException if the folder has none, or they are of another version or for
   *     another computer
   */
  public static EngineFolder check(final Path given) {
    final Path folder =
        find(given)
            .orElseThrow(
                () ->
                    new StyleTransferException(
                        "The folder '%s' has no library of PyTorch (%s). Name the folder torch/lib of a Python environment with PyTorch %s, or an unpacked libtorch."
                            .formatted(given, library("torch_cpu"), VERSION)));
    final EngineFolder engine =
        new EngineFolder(folder.toAbsolutePath().normalize(), flavour(folder));
    engine.requireMachine();
    engine.requireVersion();
    return engine;
  }

  /** Returns the folder of the libraries in an installation, if there is one. */
  static Optional<Path> find(final Path installation) {
    return Stream.concat(
            PLACES.stream().map(installation::resolve), sitePackages(installation).stream())
        .filter(place -> Files.isRegularFile(place.resolve(library("torch_cpu"))))
        .findFirst();
  }

  /** Returns the folders of PyTorch in a Python environment. */
  private static List<Path> sitePackages(final Path environment) {
    final Path windows = environment.resolve("Lib/site-packages/torch/lib");
    final Path lib = environment.resolve("lib");
    if (!Files.isDirectory(lib)) return List.of(windows);
    try (Stream<Path> versions = Files.list(lib)) {
      return Stream.concat(
              Stream.of(windows),
              versions
                  .filter(path -> path.getFileName().toString().startsWith("python"))
                  .sorted()
                  .flatMap(
                      path ->
                          Stream.of(
                              path.resolve("site-packages/torch/lib"),
                              path.resolve("dist-packages/torch/lib"))))
          .toList();
    } catch (final IOException e) {
      throw unreadable(lib, e);
    }
  }

  private static String library(final String name) {
    return System.mapLibraryName(name);
  }

  private static String flavour(final Path folder) {
    return Files.exists(folder.resolve(library("torch_cuda"))) ? CUDA : CPU;
  }

  /** Returns whether the libraries can compute on an NVIDIA GPU. */
  public boolean hasCuda() {
    return flavour.equals(CUDA);
  }

  /** Returns the folder of CUDA's runtime library, if it lies beside PyTorch in an environment. */
  public Optional<Path> cudaRuntime() {
    return Stream.of("../../nvidia/cuda_runtime/lib", "../../nvidia/cuda_runtime/bin", "")
        .map(place -> folder.resolve(place).normalize())
        .filter(EngineFolder::hasCudaRuntime)
        .findFirst();
  }

  private static boolean hasCudaRuntime(final Path folder) {
    final String[] names = folder.toFile().list();
    return names != null && Stream.of(names).anyMatch(name -> name.contains("cudart"));
  }

  /**
   * Checks quickly that the libraries are still there and are for this computer.
   *
   * @throws StyleTransferException if not
   */
  void requireMachine() {
    final Path main = folder.resolve(library("torch_cpu"));
    final LibraryHeader here = LibraryHeader.ofThisMachine();
    try {
      if (!Files.isRegularFile(main))
        throw new StyleTransferException(
            "The file '%s' of the tensor engine is gone.".formatted(main));
      final LibraryHeader header = LibraryHeader.of(main);
      if (!header.equals(here))
        throw new StyleTransferException(
            "The library '%s' is for another computer (%s; this one is %s). Choose an installation for this computer."
                .formatted(main, header, here));
    } catch (final IOException e) {
      throw unreadable(main, e);
    }
  }

  private void requireVersion() {
    final Optional<String> named = version(folder);
    final Optional<String> cuda = named.filter(text -> text.contains("+cu"));
    if (named.isPresent() && !named.get().replaceAll("\\+.*", "").equals(VERSION))
      throw new StyleTransferException(
          "The folder '%s' has PyTorch %s, but this program needs %s. Install that version and name its folder."
              .formatted(folder, named.get(), VERSION));
    if (hasCuda() && cuda.isPresent() && !cuda.get().endsWith("+" + CUDA))
      throw new StyleTransferException(
          "The folder '%s' has PyTorch %s, but this program needs the build for CUDA 12.8 (%s+%s). Install that build and name its folder."
              .formatted(folder, named.get(), VERSION, CUDA));
    if (!hasVersionText(folder.resolve(library("torch_cpu"))))
      throw new StyleTransferException(
          "The libraries in '%s' are not those of PyTorch %s. Install that version and name its folder."
              .formatted(folder, VERSION));
  }

  /** Returns the version that an installation names, for example {@code 2.7.1+cu128}. */
  static Optional<String> version(final Path folder) {
    for (final String name : List.of("../version.py", "../build-version")) {
      final Path file = folder.resolve(name).normalize();
      if (!Files.isRegularFile(file)) continue;
      try {
        final Matcher matcher = VERSION_TEXT.matcher(Files.readString(file));
        if (matcher.find()) return Optional.of(matcher.group());
      } catch (final IOException e) {
        throw unreadable(file, e);
      }
    }
    return Optional.empty();
  }

  /** Returns whether the library has the version as a text of its own, as PyTorch's has. */
  private static boolean hasVersionText(final Path library) {
    final byte[] text = ("\0" + VERSION + "\0").getBytes(StandardCharsets.ISO_8859_1);
    final ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
    try (FileChannel channel = FileChannel.open(library)) {
      while (channel.read(buffer) >= 0) {
        buffer.flip();
        if (indexOf(buffer, text) >= 0) return true;
        // The text may lie across two chunks.
        buffer.position(Math.max(0, buffer.limit() - text.length + 1));
        buffer.compact();
      }
      return false;
    } catch (final IOException e) {
      throw unreadable(library, e);
    }
  }

  private static int indexOf(final ByteBuffer buffer, final byte[] text) {
    final byte[] bytes = buffer.array();
    for (int i = 0; i + text.length <= buffer.limit(); i++) {
      int k = 0;
      while (k < text.length && bytes[i + k] == text[k]) k++;
      if (k == text.length) return i;
    }
    return -1;
  }

  private static StyleTransferException unreadable(final Path file, final IOException cause) {
    return new StyleTransferException(
        "'%s' cannot be read (%s). Check its permissions.".formatted(file, cause), cause);
  }

  /** Returns folder and flavour. */
  @Override
  public String toString() {
    return "%s (PyTorch %s, %s)".formatted(folder, VERSION, flavour);
  }
}
