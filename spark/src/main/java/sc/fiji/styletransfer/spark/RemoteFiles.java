package sc.fiji.styletransfer.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.batch.BatchFiles;

/**
 * Files in any place that Hadoop's {@link FileSystem} opens, such as {@code file:}, {@code hdfs:}
 * or {@code s3a:}.
 *
 * @param configuration of Hadoop
 */
public record RemoteFiles(Configuration configuration) {

  /** Ending of a file that is not complete yet. */
  private static final String PART = ".part";

  /**
   * Completes a path by file system and working folder.
   *
   * @param name as the user wrote it
   * @return a path with a scheme
   */
  public Path qualified(final String name) {
    try {
      final Path path = new Path(name);
      return path.getFileSystem(configuration).makeQualified(path);
    } catch (final IOException | IllegalArgumentException e) {
      throw new StyleTransferException(
          "The path '%s' cannot be used (%s).".formatted(name, e.getMessage()), e);
    }
  }

  /**
   * Lists files that may be images.
   *
   * @param name a file, a folder, or a pattern such as {@code s3a://bucket/plate/*.tif}
   * @return the files, sorted; never empty
   * @throws StyleTransferException if there is no such file
   */
  public List<Path> images(final String name) {
    final Path path = qualified(name);
    try {
      final FileStatus[] found = system(path).globStatus(path);
      final List<Path> files = new ArrayList<>();
      for (final FileStatus status : found == null ? new FileStatus[0] : found)
        if (status.isDirectory()) files.addAll(folder(status.getPath()));
        else files.add(status.getPath());
      if (files.isEmpty())
        throw new StyleTransferException("'%s' names no images. Check the path.".formatted(path));
      return files.stream().sorted().toList();
    } catch (final IOException e) {
      throw new StyleTransferException(
          "'%s' cannot be listed (%s). Check path and permissions.".formatted(path, e.getMessage()),
          e);
    }
  }

  private List<Path> folder(final Path folder) throws IOException {
    return Stream.of(system(folder).listStatus(folder))
        .filter(FileStatus::isFile)
        .map(FileStatus::getPath)
        .filter(file -> !BatchFiles.isSystemFile(java.nio.file.Path.of(file.getName())))
        .toList();
  }

  /**
   * Creates a folder.
   *
   * @param folder the folder
   * @throws StyleTransferException if it cannot be created
   */
  public void create(final Path folder) {
    try {
      if (!system(folder).mkdirs(folder)) throw new IOException("no reason is given");
    } catch (final IOException e) {
      throw new StyleTransferException(
          "The folder '%s' cannot be created (%s). Choose another folder."
              .formatted(folder, e.getMessage()),
          e);
    }
  }

  /**
   * Returns whether a file exists.
   *
   * @param file the file
   * @return whether it exists
   * @throws IOException if the file system does not answer
   */
  public boolean exists(final Path file) throws IOException {
    return system(file).exists(file);
  }

  /**
   * Deletes a file, if there is one.
   *
   * @param file the file
   * @throws IOException if it cannot be deleted
   */
  public void delete(final Path file) throws IOException {
    system(file).delete(file, false);
  }

  /**
   * Deletes a folder with everything in it.
   *
   * @param folder the folder
   * @throws IOException if it cannot be deleted
   */
  public void deleteFolder(final Path folder) throws IOException {
    system(folder).delete(folder, true);
  }

  /**
   * Returns length and time of a file, which differ between its versions.
   *
   * @param file the file
   * @return a text
   * @throws IOException if the file does not exist or the file system does not answer
   */
  public String version(final Path file) throws IOException {
    final FileStatus status = system(file).getFileStatus(file);
    return file + " " + status.getLen() + " " + status.getModificationTime();
  }

  /**
   * Copies a file to this computer.
   *
   * @param file the file
   * @param target file on this computer, which appears when it is complete
   * @throws IOException if the file cannot be read or the copy cannot be written
   */
  public void download(final Path file, final java.nio.file.Path target) throws IOException {
    final java.nio.file.Path part = target.resolveSibling(target.getFileName() + PART);
    try (InputStream in = system(file).open(file)) {
      Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /**
   * Copies a file from this computer so that it appears as a whole or not at all, also if two
   * attempts of a task do so at the same time.
   *
   * @param source file on this computer
   * @param target the file to create or to replace
   * @param attempt name of the attempt, different from that of any other
   * @throws IOException if the file cannot be written
   */
  public void publish(final java.nio.file.Path source, final Path target, final String attempt)
      throws IOException {
    try (InputStream in = Files.newInputStream(source)) {
      publish(target, attempt, in::transferTo);
    }
  }

  /** Writes the bytes of a file. */
  @FunctionalInterface
  public interface Writer {

    /**
     * @param out receives the bytes; the caller closes it
     * @throws IOException if they cannot be written
     */
    void to(OutputStream out) throws IOException;
  }

  /**
   * Writes a file that appears as a whole or not at all.
   *
   * @param target the file to create or to replace
   * @param attempt name of the attempt, different from that of any other
   * @param writer writes the file
   * @throws IOException if the file cannot be written
   */
  public void publish(final Path target, final String attempt, final Writer writer)
      throws IOException {
    final FileSystem system = system(target);
    system.mkdirs(target.getParent());
    final Path part = new Path(target.getParent(), "." + target.getName() + "." + attempt + PART);
    try {
      try (OutputStream out = system.create(part, true)) {
        writer.to(out);
      }
      replace(system, part, target);
    } finally {
      system.delete(part, false);
    }
  }

  private void replace(final FileSystem system, final Path part, final Path target)
      throws IOException {
    if (system instanceof RawLocalFileSystem local)
      Files.move(
          local.pathToFile(part).toPath(),
          local.pathToFile(target).toPath(),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    else
      FileContext.getFileContext(system.getUri(), configuration)
          .rename(part, target, Options.Rename.OVERWRITE);
  }

  /**
   * Deletes what attempts that were killed have left behind.
   *
   * @param folder folder of the results
   * @param application application whose tasks have all ended; the names of its attempts begin with
   *     its own
   * @param before milliseconds since 1970; later files of other applications may be in use
   * @throws IOException if the folder cannot be read
   */
  public void deleteParts(final Path folder, final String application, final long before)
      throws IOException {
    final FileSystem system = system(folder);
    for (final FileStatus status : system.listStatus(folder)) {
      final String name = status.getPath().getName();
      final boolean part = name.startsWith(".") && name.endsWith(PART);
      final boolean own = name.contains("." + application + "-");
      if (part && (own || status.getModificationTime() < before))
        system.delete(status.getPath(), false);
    }
  }

  /** Hadoop's local file system writes a file with checksums beside each file; this does not. */
  private FileSystem system(final Path path) throws IOException {
    final FileSystem system = path.getFileSystem(configuration);
    return system instanceof LocalFileSystem local ? local.getRawFileSystem() : system;
  }

  /**
   * Returns why a file cannot be read or written.
   *
   * @param file the file
   * @param cause the exception
   * @return a sentence
   */
  public static String reason(final Path file, final IOException cause) {
    return cause instanceof FileNotFoundException
        ? "The file '%s' does not exist on the executor. Use a file system that all executors share."
            .formatted(file)
        : "The file '%s' cannot be read or written (%s).".formatted(file, cause.getMessage());
  }
}
