package sc.fiji.styletransfer.job;

import ij.ImagePlus;
import ij.io.FileInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.text.Normalizer;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.files.FileReplacement;
import sc.fiji.styletransfer.settings.Settings;

/**
 * The files that a run reads or keeps, none of which its result may replace. The checkpoint may
 * replace none of the others either.
 */
public final class InputFiles {

  /** No files. */
  public static final InputFiles NONE = new InputFiles(Map.of(), Optional.empty());

  private static final Logger LOG = LoggerFactory.getLogger(InputFiles.class);

  /** What each file is for, such as "content image". */
  private final Map<Path, String> purposes;

  private final Optional<Path> checkpoint;

  private InputFiles(final Map<Path, String> purposes, final Optional<Path> checkpoint) {
    this.purposes = purposes;
    this.checkpoint = checkpoint;
  }

  /**
   * Collects the files that settings name.
   *
   * @param settings settings of a run
   * @return weights, checkpoint, start picture and label images
   * @throws StyleTransferException if the checkpoint is one of the others
   */
  public static InputFiles of(final SettingTexts settings) {
    final String checkpoint = settings.get(Settings.CHECKPOINT);
    InputFiles files = NONE;
    if (!checkpoint.equals(Settings.CHECKPOINT.fallback()))
      files = new InputFiles(Map.of(), path(checkpoint));
    final var init = settings.get(Settings.INIT);
    if (init.isFile()) files = files.with("start picture", init.file());
    files = files.with("weights file", settings.get(Settings.NETWORK));
    for (final String source : RegionPairing.of(settings).sources())
      files = files.with("label image", source);
    return files;
  }

  private static Optional<Path> path(final String name) {
    try {
      return Optional.of(Path.of(name));
    } catch (final InvalidPathException e) {
      LOG.debug("'{}' is no file name", name, e);
      return Optional.empty();
    }
  }

  private InputFiles with(final String purpose, final String name) {
    return path(name).map(file -> with(purpose, file)).orElse(this);
  }

  /**
   * Adds a file.
   *
   * @param purpose what the file is for, such as {@code style image}
   * @param file the file
   * @return these files and the other
   * @throws StyleTransferException if the file is the checkpoint
   */
  public InputFiles with(final String purpose, final Path file) {
    return with(purpose, List.of(file));
  }

  /**
   * Adds files.
   *
   * @param purpose what each of the files is for
   * @param files the files
   * @return these files and the others
   * @throws StyleTransferException if one of the files is the checkpoint
   */
  public InputFiles with(final String purpose, final Collection<Path> files) {
    final Map<Path, String> added = new LinkedHashMap<>();
    for (final Path file : files) added.put(file.toAbsolutePath().normalize(), purpose);
    checkpoint.ifPresent(own -> requireNone("checkpoint", List.of(own), added));
    final Map<Path, String> all = new LinkedHashMap<>(purposes);
    added.forEach(all::putIfAbsent);
    return new InputFiles(all, checkpoint);
  }

  /**
   * Adds the file that an image was opened from, if any.
   *
   * @param purpose what the image is for
   * @param image the image
   * @return these files and the image's
   */
  public InputFiles with(final String purpose, final ImagePlus image) {
    final FileInfo info = image.getOriginalFileInfo();
    if (info == null || info.directory == null || info.directory.isEmpty()) return this;
    if (info.fileName == null || info.fileName.isEmpty()) return this;
    return with(purpose, info.directory + "/" + info.fileName);
  }

  /**
   * Refuses to write a file that is one of these files, also through a link, a relative path, or
   * another letter case where the file system ignores it.
   *
   * @param role what is written, such as {@code output} or {@code log}
   * @param file the file to write
   * @throws StyleTransferException if the file is one of these files
   */
  public void requireNone(final String role, final Path file) {
    requireNone(role, List.of(file));
  }

  /**
   * Refuses to write files of which one is one of these files.
   *
   * @param role what is written
   * @param files the files to write
   * @throws StyleTransferException if there is such a file
   */
  public void requireNone(final String role, final Collection<Path> files) {
    final Map<Path, String> kept = new LinkedHashMap<>(purposes);
    checkpoint.ifPresent(own -> kept.put(own, "checkpoint"));
    requireNone(role, files, kept);
  }

  private static void requireNone(
      final String role, final Collection<Path> files, final Map<Path, String> kept) {
    final Map<Object, String> identities = new HashMap<>();
    kept.forEach((file, purpose) -> identities.put(identity(file), purpose));
    for (final Path file : files)
      Optional.ofNullable(identities.get(identity(file)))
          .or(() -> hardLinked(file, kept))
          .ifPresent(
              purpose -> {
                throw new StyleTransferException(
                    "The %s '%s' would replace the %s of the run. Choose another name."
                        .formatted(role, file, purpose));
              });
  }

  /** Two paths of one file have the same identity. */
  private static Object identity(final Path file) {
    final Optional<Object> key = key(file);
    if (key.isPresent()) return key.get();
    Path real = file.toAbsolutePath().normalize();
    try {
      real = FileReplacement.throughLinks(file);
      final Path folder = real.getParent();
      if (folder != null) real = folder.toRealPath().resolve(real.getFileName());
    } catch (final IOException e) {
      LOG.debug("{} cannot be resolved", file, e);
    }
    return Normalizer.normalize(real.toString(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }

  /** The number of a file that exists; nothing on Windows, which has none. */
  private static Optional<Object> key(final Path file) {
    try {
      return Optional.ofNullable(Files.readAttributes(file, BasicFileAttributes.class).fileKey());
    } catch (final IOException e) {
      LOG.trace("{} does not exist", file, e);
      return Optional.empty();
    }
  }

  /** On Windows, hard links of one file have different identities. */
  private static Optional<String> hardLinked(final Path file, final Map<Path, String> kept) {
    if (!Files.exists(file) || key(file).isPresent()) return Optional.empty();
    return kept.keySet().stream()
        .filter(Files::exists)
        .filter(other -> isSame(file, other))
        .findFirst()
        .map(kept::get);
  }

  private static boolean isSame(final Path file, final Path other) {
    try {
      return Files.isSameFile(file, other);
    } catch (final IOException e) {
      LOG.debug("{} and {} cannot be compared", file, other, e);
      return false;
    }
  }
}
