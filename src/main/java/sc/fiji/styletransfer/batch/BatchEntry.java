package sc.fiji.styletransfer.batch;

import java.nio.file.Path;

/**
 * What became of one image in one style.
 *
 * @param content image file
 * @param style image file
 * @param output file of the result
 * @param outcome what became of it
 * @param note final loss, or why there is no result
 * @param seconds it took
 */
public record BatchEntry(
    Path content, Path style, Path output, Outcome outcome, String note, double seconds) {

  /** What can become of an image. */
  public enum Outcome {
    /** The result was written. */
    DONE,
    /** The result was there already. */
    FINISHED_BEFORE,
    /** The file is no image, and its name does not say it is one. */
    NO_IMAGE,
    /** It could not be opened, stylised or written. */
    FAILED,
    /** The user ended the batch first. */
    STOPPED;

    /** For tables, for example {@code finished before}. */
    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
  }
}
