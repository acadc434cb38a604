package sc.fiji.styletransfer.job;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.image.ImageFileFormat;
import sc.fiji.styletransfer.image.ImageFileReader;
import sc.fiji.styletransfer.image.ImageFileWriter;
import sc.fiji.styletransfer.job.BatchEntry.Outcome;

/**
 * Every image of a folder in every one of some styles. Results that are there already are left,
 * unless they say that they were made by other settings; a file that cannot be done is reported and
 * passed over. The network is loaded once.
 */
public final class FolderBatch {

  private static final Logger LOG = LoggerFactory.getLogger(FolderBatch.class);

  private final Words words;
  private final ImageFileFormat format;
  private final Path target;
  private final BatchObserver observer;

  /**
   * @param words settings of all runs
   * @param format of the results; TIFF keeps everything
   * @param target folder for the results, made if it is missing
   * @param observer told of everything; may end the batch
   */
  public FolderBatch(
      final Words words,
      final ImageFileFormat format,
      final Path target,
      final BatchObserver observer) {
    this.words = words;
    this.format = format;
    this.target = target;
    this.observer = observer;
  }

  /**
   * Runs the batch.
   *
   * @param folder with the images
   * @param styles image files, or folders of image files
   * @return what became of every image
   * @throws StyleTransferException if folders, styles or settings cannot be used at all
   */
  public BatchReport run(final Path folder, final List<Path> styles) {
    final BatchFiles contents = BatchFiles.in(folder);
    final Map<Path, ImagePlus> openStyles = open(styles);
    makeTarget(folder);
    final BatchFiles styleFiles = new BatchFiles(List.copyOf(openStyles.keySet()));
    try (ImageTransfer transfer = new ImageTransfer(words)) {
      final Run run = new Run(transfer, contents.files().size() * openStyles.size());
      for (final Path content : contents.files())
        for (final Path style : openStyles.keySet()) {
          final String name = contents.shortName(content) + "-" + styleFiles.shortName(style);
          run.add(new Job(content, style, target.resolve(name + format.ending())), openStyles);
        }
      return new BatchReport(run.entries);
    }
  }

  private static Map<Path, ImagePlus> open(final List<Path> styles) {
    final Map<Path, ImagePlus> images = new LinkedHashMap<>();
    for (final Path style : styles)
      for (final Path file :
          Files.isDirectory(style) ? BatchFiles.in(style).files() : List.of(style))
        images.put(file, new ImageFileReader().open(file));
    if (images.isEmpty())
      throw new StyleTransferException(
          "There is no style; name an image file or a folder of them.");
    return images;
  }

  private void makeTarget(final Path folder) {
    try {
      Files.createDirectories(target);
      if (Files.isSameFile(folder, target))
        throw new StyleTransferException(
            "The results cannot go into the folder of the images; choose another folder.");
    } catch (final IOException e) {
      throw new StyleTransferException(
          "The folder '" + target + "' cannot be made; choose another place.", e);
    }
  }

  private record Job(Path content, Path style, Path output) {

    BatchEntry ended(final Outcome outcome, final String note, final double seconds) {
      return new BatchEntry(content, style, output, outcome, note, seconds);
    }
  }

  /** The jobs one after the other. */
  private final class Run {

    private final ImageTransfer transfer;
    private final int count;
    private final List<BatchEntry> entries = new ArrayList<>();

    Run(final ImageTransfer transfer, final int count) {
      this.transfer = transfer;
      this.count = count;
    }

    void add(final Job job, final Map<Path, ImagePlus> styles) {
      final String name = job.output().getFileName().toString();
      observer.jobBegins(name, entries.size(), count);
      final BatchEntry entry = entry(job, () -> stylize(job, styles.get(job.style())));
      entries.add(entry);
      observer.jobEnded(entry);
    }

    private BatchEntry entry(final Job job, final Supplier<BatchEntry> work) {
      try {
        final EarlierResult earlier = EarlierResult.at(job.output(), transfer.record());
        if (earlier.exists()) LOG.info("{}: {}", job.output().getFileName(), earlier.note());
        if (earlier.isFinished()) return job.ended(Outcome.FINISHED_BEFORE, earlier.note(), 0);
        return observer.isCancelled() ? job.ended(Outcome.STOPPED, "", 0) : work.get();
      } catch (final RuntimeException e) {
        // Whatever is wrong with one image must not keep the others from being done.
        LOG.debug("Cause of the failure", e);
        return job.ended(Outcome.FAILED, reason(e), 0);
      }
    }

    private BatchEntry stylize(final Job job, final ImagePlus style) {
      final long begin = System.nanoTime();
      final ImagePlus content;
      try {
        content = new ImageFileReader().open(job.content());
      } catch (final StyleTransferException e) {
        if (BatchFiles.promisesImage(job.content())) throw e;
        return job.ended(Outcome.NO_IMAGE, "", 0);
      }
      final ImagePlus result = transfer.run(content, List.of(style), observer);
      final double seconds = (double) (System.nanoTime() - begin) / TimeUnit.SECONDS.toNanos(1);
      if (observer.isCancelled()) return job.ended(Outcome.STOPPED, "", seconds);
      new ImageFileWriter().write(result, job.output());
      return job.ended(Outcome.DONE, "loss " + RunRecord.read(result).get("loss"), seconds);
    }
  }

  private static String reason(final RuntimeException failure) {
    return failure instanceof StyleTransferException ? failure.getMessage() : failure.toString();
  }
}
