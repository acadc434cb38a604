package sc.fiji.styletransfer.job;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.transfer.CheckpointLock;
import sc.fiji.styletransfer.transfer.CheckpointPlace;

/**
 * The checkpoints of the planes of an image. A single plane has the checkpoint of the settings;
 * each of several planes has its own, with the index of the plane appended. A run of several planes
 * reserves the checkpoint of the settings as well, from its first plane to {@link #close}, so that
 * no other run takes one of its later planes.
 */
final class PlaneCheckpoints implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PlaneCheckpoints.class);

  private final TransferSettings settings;
  private final Optional<CheckpointPlace> place;
  private Optional<CheckpointLock> lock = Optional.empty();

  /**
   * @param settings settings of the image
   * @throws sc.fiji.styletransfer.StyleTransferException if the checkpoint is no path of a file
   */
  PlaneCheckpoints(final TransferSettings settings) {
    this.settings = settings;
    place = CheckpointPlace.of(settings);
  }

  /**
   * Returns the settings of a plane.
   *
   * @param index index of the plane, from 0
   * @param count number of planes
   * @return the settings with the checkpoint of the plane
   * @throws sc.fiji.styletransfer.StyleTransferException if another run uses the checkpoint or its
   *     folder is not writable
   */
  TransferSettings plane(final int index, final int count) {
    if (count == 1 || place.isEmpty()) return settings;
    if (lock.isEmpty()) lock = Optional.of(place.get().lock());
    final String checkpoint = settings.get(Settings.CHECKPOINT) + "-" + index;
    return settings.change().set(Settings.CHECKPOINT, checkpoint).build();
  }

  /** Releases the checkpoint for other runs. */
  @Override
  public void close() {
    lock.ifPresent(CheckpointLock::close);
    lock = Optional.empty();
  }

  /** Deletes the checkpoints of all planes, except those that another run uses. */
  void delete() {
    if (place.isEmpty()) return;
    place.get().delete();
    for (final Path file : ofPlanes()) new CheckpointPlace(file).delete();
  }

  /** Returns the checkpoints of planes, also of those that have a lock file only. */
  private Set<Path> ofPlanes() {
    final Path file = place.orElseThrow().file().toAbsolutePath();
    final Pattern name =
        Pattern.compile(
            "(%s-\\d+)(%s)?"
                .formatted(
                    Pattern.quote(file.getFileName().toString()),
                    Pattern.quote(CheckpointPlace.LOCK)));
    final Set<Path> files = new TreeSet<>();
    try (DirectoryStream<Path> folder = Files.newDirectoryStream(file.getParent())) {
      for (final Path path : folder) {
        final Matcher plane = name.matcher(path.getFileName().toString());
        if (plane.matches()) files.add(path.resolveSibling(plane.group(1)));
      }
    } catch (final IOException e) {
      LOG.warn("The checkpoints in {} cannot be deleted ({})", file.getParent(), e.toString());
    }
    return files;
  }
}
