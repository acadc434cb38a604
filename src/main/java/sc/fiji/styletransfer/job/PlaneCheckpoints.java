package sc.fiji.styletransfer.job;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.transfer.StyleTransfer;

/**
 * The checkpoints of the planes of an image. A single plane has the checkpoint of the settings;
 * each of several planes has its own, with the index of the plane appended.
 *
 * @param settings settings of the image
 */
record PlaneCheckpoints(TransferSettings settings) {

  private boolean isOff() {
    return settings.get(Settings.CHECKPOINT).equals(Settings.CHECKPOINT.fallback());
  }

  /**
   * Returns the settings of a plane.
   *
   * @param index index of the plane, from 0
   * @param count number of planes
   * @return the settings with the checkpoint of the plane
   */
  TransferSettings plane(final int index, final int count) {
    return count == 1 || isOff() ? settings : with(settings.get(Settings.CHECKPOINT) + "-" + index);
  }

  private TransferSettings with(final String checkpoint) {
    return settings.change().set(Settings.CHECKPOINT, checkpoint).build();
  }

  /**
   * Deletes the checkpoints of all planes.
   *
   * @throws StyleTransferException if a file cannot be deleted
   */
  void delete() {
    if (isOff()) return;
    StyleTransfer.deleteCheckpoint(settings);
    for (final Path file : ofPlanes()) StyleTransfer.deleteCheckpoint(with(file.toString()));
  }

  private List<Path> ofPlanes() {
    final Path file = Path.of(settings.get(Settings.CHECKPOINT)).toAbsolutePath();
    final Pattern name = Pattern.compile(Pattern.quote(file.getFileName().toString()) + "-\\d+");
    final List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> folder =
        Files.newDirectoryStream(
            file.getParent(), path -> name.matcher(path.getFileName().toString()).matches())) {
      folder.forEach(files::add);
    } catch (final IOException e) {
      throw new StyleTransferException(
          "The folder of the checkpoint '%s' cannot be read (%s). Check its name and its permissions."
              .formatted(file, e.getMessage()),
          e);
    }
    return files;
  }
}
