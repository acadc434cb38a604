package sc.fiji.styletransfer.transfer;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.files.LockFile;

/**
 * Reserves a checkpoint for one run at a time, in this and in other processes. The operating system
 * releases the lock when the process ends in any way.
 */
public final class CheckpointLock implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CheckpointLock.class);

  private final LockFile lock;

  CheckpointLock(final LockFile lock) {
    this.lock = lock;
  }

  /**
   * Releases the checkpoint and deletes the lock file. A file that cannot be deleted is harmless,
   * and so it is only warned of.
   */
  @Override
  public void close() {
    try {
      lock.close();
    } catch (final IOException e) {
      LOG.warn("The lock of a checkpoint cannot be deleted ({}).", e.toString());
    }
  }
}
