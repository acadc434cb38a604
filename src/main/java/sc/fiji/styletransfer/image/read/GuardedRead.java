package sc.fiji.styletransfer.image.read;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.DataFormatException;
import java.util.zip.ZipException;
import sc.fiji.styletransfer.StyleTransferException;

/**
 * Runs a decoder so that a hostile file harms nothing but its own reading: the decoder runs on a
 * thread that can be given up after a time limit, and whatever it throws, including {@link
 * OutOfMemoryError}, becomes a {@link StyleTransferException} about the file.
 *
 * @param seconds time limit for a small file
 */
record GuardedRead(long seconds) {

  /** Default time limit in seconds. */
  private static final int LIMIT = 60;

  /** Slowest reading that is waited for beyond the limit. */
  private static final int BYTES_PER_SECOND = 1 << 20;

  private static final int LONGEST_REASON = 160;

  /** The default limit: 60 s, and 1 s more for each megabyte of the file. */
  GuardedRead() {
    this(LIMIT);
  }

  /**
   * Reads a file.
   *
   * @param file the file
   * @param format its format for messages, such as "PNG"
   * @param decoder reads the file
   * @param <T> what it reads
   * @return the decoder's result
   * @throws StyleTransferException if the decoder fails or exceeds the limit
   */
  <T> T read(final Path file, final String format, final Callable<T> decoder) {
    final FutureTask<T> task = new FutureTask<>(decoder);
    final Thread thread = new Thread(task, "image-reader");
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(limit(file), TimeUnit.SECONDS);
    } catch (final TimeoutException e) {
      giveUp(task, thread);
      throw new BeyondLimits(sentence(file, format, "reading does not end"), e);
    } catch (final InterruptedException e) {
      giveUp(task, thread);
      Thread.currentThread().interrupt();
      throw new StyleTransferException(
          "Reading the file '" + file + "' was interrupted. Start again.", e);
    } catch (final ExecutionException e) {
      throw translated(file, format, e.getCause());
    }
  }

  /** An interrupted thread ends as soon as it reads from a {@link PatchedStream}. */
  private static void giveUp(final FutureTask<?> task, final Thread thread) {
    task.cancel(true);
    thread.setPriority(Thread.MIN_PRIORITY);
  }

  private long limit(final Path file) {
    try {
      return seconds + Files.size(file) / BYTES_PER_SECOND;
    } catch (final IOException e) {
      throw new StyleTransferException(
          "The file '" + file + "' cannot be read. Check its permissions.", e);
    }
  }

  private static StyleTransferException translated(
      final Path file, final String format, final Throwable cause) {
    if (cause instanceof StyleTransferException own) return own;
    if (cause instanceof OutOfMemoryError) return heapTooSmall(file, cause);
    if (cause instanceof LinkageError error) throw error;
    if (!Files.exists(file))
      return new StyleTransferException(
          "The file '" + file + "' disappeared while it was read. Copy or download the file again.",
          cause);
    return refusal(file, format, reason(cause), cause);
  }

  static BeyondLimits heapTooSmall(final Path file, final Throwable cause) {
    return new BeyondLimits(
        "Java's heap is too small to read the image '%s'. Give Java more memory or scale the image down."
            .formatted(file),
        cause);
  }

  private static StyleTransferException refusal(
      final Path file, final String format, final String reason, final Throwable cause) {
    return new StyleTransferException(sentence(file, format, reason), cause);
  }

  private static String sentence(final Path file, final String format, final String reason) {
    return "The %s file '%s' is damaged or of an unknown variant: %s. Copy or download the file again, or convert it to PNG or TIFF."
        .formatted(format, file, reason);
  }

  /** What is wrong, without names of exceptions. */
  private static String reason(final Throwable cause) {
    for (Throwable t = cause; t != null; t = t.getCause()) {
      if (t instanceof EOFException) return "the file ends before its last pixel";
      if (t instanceof ZipException || t instanceof DataFormatException)
        return "the compressed data are garbled";
    }
    final String message = cause instanceof IOException ? cause.getMessage() : null;
    if (message == null || message.isBlank() || message.contains("Exception"))
      return "the data contradict each other";
    final String line = message.strip().replaceAll("\\s+", " ").replaceAll("[.:;!]+$", "");
    return line.length() > LONGEST_REASON ? line.substring(0, LONGEST_REASON) : line;
  }
}
