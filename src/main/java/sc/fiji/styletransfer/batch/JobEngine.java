package sc.fiji.styletransfer.batch;

import ij.ImagePlus;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.batch.BatchEntry.Outcome;
import sc.fiji.styletransfer.image.plane.PlaneFile;
import sc.fiji.styletransfer.image.read.ImageFileReader;
import sc.fiji.styletransfer.job.ImageTransfer;
import sc.fiji.styletransfer.job.InputFiles;
import sc.fiji.styletransfer.job.ResultFile;
import sc.fiji.styletransfer.job.RunRecord;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.job.TransferObserver;
import sc.fiji.styletransfer.settings.Settings;

/**
 * Performs jobs one after the other. The engine loads the network once for consecutive jobs with
 * equal settings, and each style once. An engine belongs to one thread.
 */
public final class JobEngine implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(JobEngine.class);

  private final Map<Path, ImagePlus> styles;
  private final Map<Path, String> styleFingerprints = new HashMap<>();
  private SettingTexts settings;
  private ImageTransfer transfer;

  /** Creates an engine without styles; it opens the style of a job when it performs the job. */
  public JobEngine() {
    this(Map.of());
  }

  /**
   * @param styles open style images by file
   */
  JobEngine(final Map<Path, ImagePlus> styles) {
    this.styles = new HashMap<>(styles);
  }

  /**
   * Loads the network, unless it is loaded.
   *
   * @param wanted settings of the next jobs
   * @throws StyleTransferException if a value is not allowed, or network or device are missing
   */
  void prepare(final SettingTexts wanted) {
    if (wanted.equals(settings)) return;
    close();
    transfer = new ImageTransfer(wanted);
    settings = wanted;
  }

  /**
   * Stylises an image and writes the result, unless the result exists.
   *
   * @param job the job
   * @param observer receives every evaluation and may stop the run
   * @return how the job ended; an exception or error of any kind is an outcome as well
   */
  public JobOutcome perform(final TransferJob job, final TransferObserver observer) {
    try {
      final SettingTexts wanted = new SettingTexts(job.settings());
      wanted.refuseRemoved();
      prepare(wanted);
      return new Run(job, observer).perform();
    } catch (final RuntimeException e) {
      return JobOutcome.failed(e);
    } catch (final Error e) {
      // One image must not end the batch. What the error left in the engine is unknown.
      closeAfter(e);
      return JobOutcome.failed(e);
    }
  }

  private void closeAfter(final Error cause) {
    try {
      close();
    } catch (final RuntimeException | Error e) {
      cause.addSuppressed(e);
    }
  }

  private static Path path(final String text) {
    try {
      return Path.of(text);
    } catch (final InvalidPathException e) {
      throw new StyleTransferException(
          "This system allows no file named '" + text + "'. Choose another name.", e);
    }
  }

  /** One job. */
  private final class Run {

    private final TransferObserver observer;
    private final Path content;
    private final Path style;
    private final Path output;
    private final ResultFile target;
    private final long begin = System.nanoTime();

    Run(final TransferJob job, final TransferObserver observer) {
      this.observer = observer;
      content = path(job.content());
      style = path(job.style());
      output = path(job.output());
      target =
          new ResultFile(
              output,
              InputFiles.of(settings).with("content image", content).with("style image", style));
    }

    JobOutcome perform() {
      target.check();
      final Map<String, String> fingerprints = fingerprints();
      final Map<String, String> wanted = new HashMap<>(transfer.record());
      wanted.putAll(fingerprints);
      final ExistingResult earlier = ExistingResult.at(output, wanted);
      earlier.requireRecord(output);
      if (earlier.isFinished()) {
        // The process may have been killed after it wrote the result.
        deleteCheckpoints();
        return new JobOutcome(Outcome.FINISHED_BEFORE, earlier.note(), 0);
      }
      if (earlier.exists()) LOG.info("{}: {}", output.getFileName(), earlier.note());
      return observer.isCancelled() ? JobOutcome.stopped() : stylize(fingerprints);
    }

    private Map<String, String> fingerprints() {
      return Map.of(
          ExistingResult.CONTENT_SHA256,
          Fingerprint.of(content),
          ExistingResult.STYLE_SHA256,
          styleFingerprints.computeIfAbsent(style, Fingerprint::of));
    }

    private JobOutcome stylize(final Map<String, String> fingerprints) {
      final ImagePlus image;
      try {
        image = new ImageFileReader().open(content);
      } catch (final StyleTransferException e) {
        if (BatchFiles.mustBeImage(content)) throw e;
        return new JobOutcome(Outcome.NO_IMAGE, "", 0);
      }
      target.check(image, settings);
      final ImagePlus styleImage =
          styles.computeIfAbsent(style, file -> new ImageFileReader().open(file));
      final ImagePlus result = transfer.run(image, List.of(styleImage), observer, checkpoint());
      try {
        if (observer.isCancelled()) return new JobOutcome(Outcome.STOPPED, "", seconds());
        RunRecord.append(result, fingerprints);
        target.write(result);
        deleteCheckpoints();
      } finally {
        PlaneFile.discard(result);
      }
      return JobOutcome.done(RunRecord.read(result), seconds());
    }

    /** A checkpoint belongs to one image, so each result of a batch has its own. */
    private String checkpoint() {
      final String given = settings.get(Settings.CHECKPOINT);
      return given.equals(Settings.CHECKPOINT.fallback())
          ? given
          : given + "-" + output.getFileName();
    }

    private void deleteCheckpoints() {
      ImageTransfer.deleteCheckpoints(settings.with(Settings.CHECKPOINT.key(), checkpoint()));
    }

    private double seconds() {
      return (double) (System.nanoTime() - begin) / TimeUnit.SECONDS.toNanos(1);
    }
  }

  /** Frees the network. */
  @Override
  public void close() {
    try {
      if (transfer != null) transfer.close();
    } finally {
      transfer = null;
      settings = null;
    }
  }
}
