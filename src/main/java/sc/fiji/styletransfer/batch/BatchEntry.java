package sc.fiji.styletransfer.batch;

import java.nio.file.Path;
import java.util.Locale;

/**
 * The outcome for one image and one style.
 *
 * @param content content image file
 * @param style style image file
 * @param output file of the result
 * @param outcome how the job ended
 * @param note loss of the result, or why there is no result
 * @param seconds duration of the job
 */
public record BatchEntry(
    Path content, Path style, Path output, Outcome outcome, String note, double seconds) {

  /** How a job can end. */
  public enum Outcome {
    /** The result was computed and written. */
    DONE,
    /** The result exists and was computed from the same images and settings. */
    FINISHED_BEFORE,
    /** The file is no image, and its name has no ending of an image format. */
    NO_IMAGE,
    /** An image could not be opened or stylised, or the result could not be written. */
    FAILED,
    /** The user stopped the batch before this job ended. */
    STOPPED;

    /** Returns the name for tables, for example {@code finished before}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }
}
