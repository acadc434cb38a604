package sc.fiji.styletransfer.spark.batch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.batch.BatchEntry.Outcome;
import sc.fiji.styletransfer.batch.JobOutcome;
import sc.fiji.styletransfer.batch.TransferJob;
import sc.fiji.styletransfer.image.SliceScope;
import sc.fiji.styletransfer.image.write.ImageFileFormat;
import sc.fiji.styletransfer.job.ImageSettings;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.spark.NetworkShipment;
import sc.fiji.styletransfer.spark.SiteCheck;

/**
 * A batch in which the planes of stacks are tasks of their own: executors look at all contents,
 * compute the parts, and join the parts of each stack. Parts that are there already are kept.
 */
final class PlaneSharing {

  private static final Logger LOG = LoggerFactory.getLogger(PlaneSharing.class);

  private final JavaSparkContext context;
  private final SiteCheck check;
  private final NetworkShipment network;
  private final Consumer<String> progress;

  /**
   * @param context the cluster
   * @param check of the executors
   * @param network weights of the network
   * @param progress receives a line for each part
   */
  PlaneSharing(
      final JavaSparkContext context,
      final SiteCheck check,
      final NetworkShipment network,
      final Consumer<String> progress) {
    this.context = context;
    this.check = check;
    this.network = network;
    this.progress = progress;
  }

  /**
   * Refuses settings with which planes depend on each other.
   *
   * @throws StyleTransferException if planes cannot be shared out
   */
  static void require(final SettingTexts settings, final ImageFileFormat format) {
    if (settings.get(ImageSettings.NEIGHBOUR))
      throw new StyleTransferException(
          "With neighbour, each plane depends on the one before. Leave out --planes.");
    if (!settings.get(ImageSettings.SLICES).toString().equals(SliceScope.all().toString()))
      throw new StyleTransferException(
          "With --planes, all planes are stylised. Leave out slices or --planes.");
    if (format != ImageFileFormat.TIFF)
      throw new StyleTransferException("Stacks are TIFF files. Leave out --format or --planes.");
  }

  private record Part(int job, TransferJob task) {}

  /** Performs all jobs and enters their results into the ledger. */
  void run(final List<TransferJob> jobs, final Ledger ledger) {
    final Survey[] surveys = new Survey[jobs.size()];
    new SurveyTask(check, network)
        .run(context, ledger.lines(), (index, survey) -> surveys[index] = survey);
    final List<Part> parts = new ArrayList<>();
    for (int i = 0; i < surveys.length; i++)
      if (surveys[i].result() != null) end(i, surveys[i].result(), jobs.get(i), ledger);
      else parts.addAll(parts(i, jobs.get(i), surveys[i]));
    final TaskResult[] results = new TaskResult[parts.size()];
    new JobTask(check, network)
        .run(
            context,
            parts.stream().map(part -> part.task().toJson()).toList(),
            (index, result) -> {
              results[index] = result;
              final Part part = parts.get(index);
              if (surveys[part.job()].isStack())
                progress.accept(part.task().output() + ": " + result.jobOutcome().outcome());
              else progress.accept(ledger.enter(part.job(), result));
            });
    join(jobs, surveys, parts, results, ledger);
  }

  private static List<Part> parts(final int index, final TransferJob job, final Survey survey) {
    return survey.isStack()
        ? survey.parts(job).stream().map(part -> new Part(index, part)).toList()
        : List.of(new Part(index, job));
  }

  private void join(
      final List<TransferJob> jobs,
      final Survey[] surveys,
      final List<Part> parts,
      final TaskResult[] results,
      final Ledger ledger) {
    final List<Integer> indices = new ArrayList<>();
    final List<JoinTask.Stack> stacks = new ArrayList<>();
    for (int i = 0; i < surveys.length; i++) {
      if (surveys[i].result() != null || !surveys[i].isStack()) continue;
      final int job = i;
      final int[] own =
          IntStream.range(0, parts.size()).filter(p -> parts.get(p).job() == job).toArray();
      final var failed =
          IntStream.of(own).filter(p -> !isThere(results[p].jobOutcome())).findFirst();
      if (failed.isPresent()) {
        progress.accept(ledger.enter(i, results[failed.getAsInt()]));
        continue;
      }
      indices.add(i);
      stacks.add(
          new JoinTask.Stack(
              jobs.get(i).toJson(),
              new ArrayList<>(
                  IntStream.of(own).mapToObj(p -> parts.get(p).task().output()).toList()),
              IntStream.of(own).mapToDouble(p -> results[p].jobOutcome().seconds()).sum()));
    }
    if (stacks.isEmpty()) return;
    new JoinTask(check, network)
        .run(
            context,
            stacks,
            (index, result) -> {
              final int job = indices.get(index);
              end(job, result, jobs.get(job), ledger);
            });
  }

  /**
   * Enters the result of a job and deletes the parts. No executor does so, because an attempt that
   * is repeated reads them once more.
   */
  private void end(
      final int index, final TaskResult result, final TransferJob job, final Ledger ledger) {
    progress.accept(ledger.enter(index, result));
    if (!isThere(result.jobOutcome())) return;
    final Path folder = new Path(Survey.folder(job));
    try {
      check.files().deleteFolder(folder);
    } catch (final IOException e) {
      LOG.warn("The folder {} cannot be deleted; delete it by hand", folder, e);
    }
  }

  private static boolean isThere(final JobOutcome outcome) {
    return outcome.outcome() == Outcome.DONE || outcome.outcome() == Outcome.FINISHED_BEFORE;
  }
}
