package sc.fiji.styletransfer.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.files.LockFile;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;

/**
 * The place of a run's checkpoint.
 *
 * @param file path of the checkpoint, which need not exist
 */
public record CheckpointPlace(Path file) {

  private static final Logger LOG = LoggerFactory.getLogger(CheckpointPlace.class);

  /** End of the name of the lock file beside a checkpoint. */
  public static final String LOCK = ".lock";

  private static final String NONE = Settings.CHECKPOINT.fallback();

  /**
   * Returns the place that settings name.
   *
   * @param settings settings of a run
   * @return the place; empty if the run has no checkpoint
   * @throws StyleTransferException if the text is no path of a file
   */
  public static Optional<CheckpointPlace> of(final TransferSettings settings) {
    final String text = settings.get(Settings.CHECKPOINT);
    if (text.equals(NONE)) return Optional.empty();
    try {
      final Path file = Path.of(text);
      if (text.isBlank() || file.getFileName() == null) throw folder(text);
      return Optional.of(new CheckpointPlace(file));
    } catch (final InvalidPathException e) {
      throw new StyleTransferException(
          "This system allows no checkpoint named '%s'. Set another name.".formatted(text), e);
    }
  }

  private static StyleTransferException folder(final String text) {
    return new StyleTransferException(
        "The checkpoint '%s' is a folder. Set the name of a file.".formatted(text));
  }

  /**
   * Reserves the checkpoint.
   *
   * @return the lock, to be closed
   * @throws StyleTransferException if another run uses the checkpoint or its folder is not writable
   */
  public CheckpointLock lock() {
    if (Files.isDirectory(file)) throw folder(file.toString());
    try {
      return new CheckpointLock(
          LockFile.tryAcquire(lockFile())
              .orElseThrow(
                  () ->
                      new StyleTransferException(
                          "Another run uses the checkpoint %s. Set another file."
                              .formatted(file))));
    } catch (final IOException e) {
      throw new StyleTransferException(
          "The checkpoint %s cannot be written (%s). Set a file in a writable folder."
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /**
   * Deletes the checkpoint, unless another run uses it. A checkpoint that cannot be deleted does
   * not spoil the result of a run, and so it is only warned of.
   */
  public void delete() {
    if (Files.notExists(file) && Files.notExists(lockFile())) return;
    try (LockFile lock = LockFile.tryAcquire(lockFile()).orElse(null)) {
      if (lock != null) Files.deleteIfExists(file);
    } catch (final IOException e) {
      LOG.warn("The checkpoint {} cannot be deleted ({}). Delete it yourself.", file, e.toString());
    }
  }

  private Path lockFile() {
    return file.resolveSibling(file.getFileName() + LOCK);
  }
}
