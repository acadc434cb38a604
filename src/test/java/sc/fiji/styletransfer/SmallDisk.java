package sc.fiji.styletransfer;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A file system of a few kilobytes in memory. Only some machines allow a test to mount one; on the
 * others the test is skipped and says so.
 */
public final class SmallDisk implements AutoCloseable {

  private final Path folder;

  private SmallDisk(final Path folder) {
    this.folder = folder;
  }

  /**
   * Mounts a file system.
   *
   * @param folder an empty folder, which is created
   * @param bytes size of the file system
   */
  public static SmallDisk mount(final Path folder, final long bytes)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    assumeTrue(
        succeeds("mount", "-t", "tmpfs", "-o", "size=" + bytes, "tmpfs", folder.toString()),
        "this machine does not let a test mount a small file system");
    return new SmallDisk(folder);
  }

  /** Returns the root of the file system. */
  public Path folder() {
    return folder;
  }

  /** Makes the file system read-only, or writable again. */
  public void setReadOnly(final boolean readOnly) throws IOException, InterruptedException {
    assumeTrue(
        succeeds("mount", "-o", "remount," + (readOnly ? "ro" : "rw"), folder.toString()),
        "this machine does not let a test change a small file system");
  }

  @Override
  public void close() throws IOException, InterruptedException {
    succeeds("umount", "-l", folder.toString());
  }

  private static boolean succeeds(final String... command)
      throws IOException, InterruptedException {
    final Process process;
    try {
      process =
          new ProcessBuilder(List.of(command))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (final IOException e) {
      return false; // there is no such program
    }
    return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
  }
}
