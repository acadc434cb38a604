package sc.fiji.styletransfer.files;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.StyleTransferException;

/**
 * The folder with the temporary files of this process, in the system's temporary folder. The
 * process holds a lock while it uses the folder and deletes the folder when it ends. If the process
 * is killed, the operating system releases the lock, and the next process deletes the folder.
 */
public final class TemporaryFolder {

  private static final Logger LOG = LoggerFactory.getLogger(TemporaryFolder.class);

  private static final Pattern LOCK = Pattern.compile("(style-transfer-(\\d+)-[0-9a-f]+)\\.lock");

  private static final int RANDOM_DIGITS = 12;

  private static final TemporaryFolder OF_PROCESS =
      new TemporaryFolder(Path.of(System.getProperty("java.io.tmpdir")));

  private final Path root;
  private Optional<LockFile> lock = Optional.empty();
  private Path folder;

  /**
   * Uses another folder than the system's.
   *
   * @param root folder in which the temporary folder is created
   */
  public TemporaryFolder(final Path root) {
    this.root = root.toAbsolutePath();
  }

  /** Returns the folder of this process. */
  public static TemporaryFolder ofProcess() {
    return OF_PROCESS;
  }

  /** Returns the system's temporary folder. */
  public Path root() {
    return root;
  }

  /**
   * Creates an empty file.
   *
   * @param ending end of its name
   * @return the file, which is deleted when this process ends, or else by the next process
   * @throws IOException if no file can be created in the system's temporary folder
   */
  public synchronized Path newFile(final String ending) throws IOException {
    if (lock.isEmpty()) create();
    // A service of the system may have tidied up.
    Files.createDirectories(folder);
    return Files.createTempFile(folder, "", ending);
  }

  /**
   * Checks that temporary files can be created. Libraries of the engine need some as well, and
   * report their absence in misleading ways.
   *
   * @throws StyleTransferException if the folder is missing or read-only
   */
  public void requireUsable() {
    try {
      Files.delete(newFile(".test"));
    } catch (final IOException e) {
      throw unusable(e, "Choose another folder with the Java option -Djava.io.tmpdir=FOLDER.");
    }
  }

  /**
   * Returns the exception for a failure to write to this folder.
   *
   * @param cause what failed
   * @param advice sentence that says what to do
   */
  public StyleTransferException unusable(final IOException cause, final String advice) {
    return new StyleTransferException(
        "The temporary folder '%s' cannot be written to (%s). %s"
            .formatted(root, reason(cause), advice),
        cause);
  }

  /** Java's own messages are often only the name of a file. */
  private String reason(final IOException cause) {
    if (!Files.exists(root)) return "it does not exist";
    if (!Files.isDirectory(root)) return "it is not a folder";
    if (cause instanceof AccessDeniedException) return "permission denied";
    if (cause instanceof NoSuchFileException) return "a file in it was deleted";
    if (cause instanceof FileSystemException failure && failure.getReason() != null)
      return failure.getReason();
    return cause.getMessage();
  }

  private void create() throws IOException {
    final String random = UUID.randomUUID().toString().replace("-", "").substring(0, RANDOM_DIGITS);
    final Path name =
        root.resolve("style-transfer-" + ProcessHandle.current().pid() + "-" + random);
    final Optional<LockFile> acquired =
        LockFile.tryAcquire(name.resolveSibling(name.getFileName() + ".lock"));
    try {
      Files.createDirectory(name, privately());
    } catch (final IOException e) {
      for (final LockFile held : acquired.stream().toList()) held.close();
      throw e;
    }
    folder = name;
    lock = acquired;
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(this::delete, "Temporary files"));
    } catch (final IllegalStateException e) {
      LOG.debug("The program ends already", e);
    }
  }

  private FileAttribute<?>[] privately() {
    return root.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }

  /** Deletes the folder of this process, which is created again when a file is needed. */
  public synchronized void delete() {
    if (lock.isEmpty()) return;
    try (LockFile held = lock.get()) {
      deleteTree(folder);
    } catch (final IOException e) {
      LOG.debug("The temporary folder {} cannot be deleted", folder, e);
    }
    lock = Optional.empty();
  }

  /** Deletes what processes that were killed left in the system's temporary folder. */
  public void deleteAbandoned() {
    FileReplacement.deleteAbandoned(root);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(root, "style-transfer-*.lock")) {
      for (final Path file : files) {
        final Matcher name = LOCK.matcher(file.getFileName().toString());
        if (name.matches() && !isOfThisProcess(file, name.group(2)))
          deleteIfAbandoned(file, root.resolve(name.group(1)));
      }
    } catch (final IOException e) {
      LOG.debug("Temporary files in {} cannot be deleted", root, e);
    }
  }

  /** An earlier process may have had the same number, as it often happens in containers. */
  private static boolean isOfThisProcess(final Path file, final String process) throws IOException {
    if (!process.equals(String.valueOf(ProcessHandle.current().pid()))) return false;
    try {
      return Files.getLastModifiedTime(file).toMillis()
          >= ManagementFactory.getRuntimeMXBean().getStartTime();
    } catch (final NoSuchFileException e) {
      return true; // deleted since the folder was listed
    }
  }

  private static void deleteIfAbandoned(final Path file, final Path abandoned) {
    try (LockFile held = LockFile.tryAcquire(file).orElse(null)) {
      if (held != null) deleteTree(abandoned);
    } catch (final IOException e) {
      LOG.debug("{} belongs to another user or cannot be deleted", abandoned, e);
    }
  }

  private static void deleteTree(final Path tree) throws IOException {
    if (!Files.isDirectory(tree, LinkOption.NOFOLLOW_LINKS)) {
      Files.deleteIfExists(tree);
      return;
    }
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(final Path file, final BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(final Path visited, final IOException failure)
              throws IOException {
            Files.deleteIfExists(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
