package sc.fiji.styletransfer.batch;

import ij.ImagePlus;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.batch.BatchEntry.Outcome;
import sc.fiji.styletransfer.image.file.ImageFileReader;
import sc.fiji.styletransfer.image.file.ImageFileWriter;
import sc.fiji.styletransfer.image.plane.PlaneFile;
import sc.fiji.styletransfer.job.ImageTransfer;
import sc.fiji.styletransfer.job.RunRecord;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.job.TransferObserver;

/**
 * Carries out jobs one after the other. Network and styles are loaded once for as long as the
 * settings stay the same. Belongs to one thread.
 */
public final class JobEngine implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(JobEngine.class);

  private final Map<Path, ImagePlus> styles;
  private SettingTexts settings;
  private ImageTransfer transfer;

  /** An engine that knows no style yet. */
  public JobEngine() {
    this(Map.of());
  }

  /**
   * @param styles that are open already, by file
   */
  JobEngine(final Map<Path, ImagePlus> styles) {
    this.styles = new HashMap<>(styles);
  }

  /**
   * Loads the network, unless it is loaded.
   *
   * @param wanted settings of the jobs to come
   * @throws StyleTransferException if a value is not allowed, or network or device are not to be
   *     had
   */
  void prepare(final SettingTexts wanted) {
    if (wanted.equals(settings)) return;
    close();
    transfer = new ImageTransfer(wanted);
    settings = wanted;
  }

  /**
   * Stylises an image and writes the result, unless it is there already.
   *
   * @param job to be done
   * @param observer told of every evaluation; may end the run
   * @return what became of it; failures of any kind are outcomes, too
   */
  public JobOutcome perform(final TransferJob job, final TransferObserver observer) {
    try {
      final SettingTexts given = new SettingTexts(job.settings());
      given.refuseRemoved();
      prepare(given);
      final Path output = Path.of(job.output());
      final ExistingResult earlier = ExistingResult.at(output, transfer.record());
      if (earlier.exists()) LOG.info("{}: {}", output.getFileName(), earlier.note());
      if (earlier.isFinished()) return new JobOutcome(Outcome.FINISHED_BEFORE, earlier.note(), 0);
      return observer.isCancelled() ? JobOutcome.stopped() : stylize(job, observer);
    } catch (final RuntimeException e) {
      // Whatever is wrong with one image must not keep the others from being done.
      LOG.debug("Cause of the failure", e);
      return JobOutcome.failed(e instanceof StyleTransferException ? e.getMessage() : e.toString());
    }
  }

  private JobOutcome stylize(final TransferJob job, final TransferObserver observer) {
    final long begin = System.nanoTime();
    final Path file = Path.of(job.content());
    final ImagePlus content;
    try {
      content = new ImageFileReader().open(file);
    } catch (final StyleTransferException e) {
      if (BatchFiles.promisesImage(file)) throw e;
      return new JobOutcome(Outcome.NO_IMAGE, "", 0);
    }
    final ImagePlus style = styles.computeIfAbsent(Path.of(job.style()), JobEngine::open);
    final ImagePlus result = transfer.run(content, List.of(style), observer);
    final double seconds = (double) (System.nanoTime() - begin) / TimeUnit.SECONDS.toNanos(1);
    try {
      if (observer.isCancelled()) return new JobOutcome(Outcome.STOPPED, "", seconds);
      new ImageFileWriter().write(result, Path.of(job.output()));
    } finally {
      PlaneFile.discard(result);
    }
    final String loss = RunRecord.read(result).get("loss");
    return new JobOutcome(Outcome.DONE, "loss " + loss, seconds);
  }

  private static ImagePlus open(final Path style) {
    return new ImageFileReader().open(style);
  }

  /** Frees the network. */
  @Override
  public void close() {
    if (transfer != null) transfer.close();
    transfer = null;
    settings = null;
  }
}
