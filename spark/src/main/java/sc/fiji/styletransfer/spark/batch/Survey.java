package sc.fiji.styletransfer.spark.batch;

import ij.ImagePlus;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import sc.fiji.styletransfer.batch.TransferJob;
import sc.fiji.styletransfer.job.ImageSettings;

/**
 * What an executor found out about a job before the planes of stacks are shared out.
 *
 * @param result the outcome, if nothing is left to compute
 * @param axis {@code t} if the frames of the stack are shared out, {@code z} if the slices are
 * @param count number of parts
 */
record Survey(TaskResult result, String axis, int count) implements Serializable {

  static Survey ended(final TaskResult result) {
    return new Survey(result, "", 0);
  }

  /** Shares out frames, or else slices. The channels of a plane stay together. */
  static Survey of(final ImagePlus image) {
    final boolean frames = image.getNFrames() > 1;
    return new Survey(
        null, frames ? "t" : "z", frames && image.getNSlices() > 1 ? 1 : largest(image));
  }

  private static int largest(final ImagePlus image) {
    return Math.max(image.getNFrames(), image.getNSlices());
  }

  boolean isStack() {
    return count > 1;
  }

  /** Returns the jobs of the parts; their results lie in a hidden folder beside the result. */
  List<TransferJob> parts(final TransferJob job) {
    final List<TransferJob> parts = new ArrayList<>();
    IntStream.rangeClosed(1, count).forEach(number -> parts.add(part(job, number)));
    return parts;
  }

  private TransferJob part(final TransferJob job, final int number) {
    final String range = axis + number + "-" + number;
    final var settings = new LinkedHashMap<>(job.settings());
    settings.put(ImageSettings.SLICES.key(), range);
    return new TransferJob(
        job.content(),
        job.style(),
        String.format(Locale.ROOT, "%s/%s%06d.tif", folder(job), axis, number),
        settings);
  }

  /** Returns the folder with the results of the parts. */
  static String folder(final TransferJob job) {
    final int slash = job.output().lastIndexOf('/');
    return job.output().substring(0, slash + 1)
        + "."
        + job.output().substring(slash + 1)
        + ".planes";
  }
}
