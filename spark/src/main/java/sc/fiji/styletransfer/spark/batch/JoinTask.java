package sc.fiji.styletransfer.spark.batch;

import ij.ImagePlus;
import ij.ImageStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import sc.fiji.styletransfer.batch.JobOutcome;
import sc.fiji.styletransfer.batch.TransferJob;
import sc.fiji.styletransfer.image.ImageStylization;
import sc.fiji.styletransfer.image.InfoRecord;
import sc.fiji.styletransfer.image.read.ImageFileReader;
import sc.fiji.styletransfer.image.write.ImageFileWriter;
import sc.fiji.styletransfer.job.ImageSettings;
import sc.fiji.styletransfer.job.RunRecord;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.spark.NetworkShipment;
import sc.fiji.styletransfer.spark.PartitionTask;
import sc.fiji.styletransfer.spark.RemoteFiles;
import sc.fiji.styletransfer.spark.SiteCheck;

/** Joins the stylised planes of a stack to the result that one run over all planes would give. */
final class JoinTask extends PartitionTask<JoinTask.Stack, TaskResult> {

  private static final long serialVersionUID = 1;

  private static final String PREFIX = "StyleTransfer.";

  /** Entries of a record that have a value for each plane. */
  private static final Set<String> BY_PLANE =
      Set.of("evaluations", RunRecord.LOSS, "contentloss", "styleloss", "contentfactor");

  /**
   * A stack whose planes are stylised.
   *
   * @param job the job of the whole stack, in JSON
   * @param parts results of the parts, in their order
   * @param seconds duration of all parts
   */
  record Stack(String job, List<String> parts, double seconds) implements java.io.Serializable {}

  private final SiteCheck check;
  private final NetworkShipment network;

  JoinTask(final SiteCheck check, final NetworkShipment network) {
    this.check = check;
    this.network = network;
  }

  @Override
  protected TaskResult perform(final Stack stack, final TaskContext context) {
    check.require();
    final TransferJob job = TransferJob.fromJson(stack.job());
    try (JobFiles files = new JobFiles(check.files(), job, network)) {
      final List<ImagePlus> parts = open(stack, files);
      final ImagePlus content = new ImageFileReader().open(Path.of(files.local().content()));
      final ImagePlus result = join(content, parts, new SettingTexts(job.settings()));
      Files.deleteIfExists(Path.of(files.local().output()));
      new ImageFileWriter().write(result, Path.of(files.local().output()));
      files.publish(SparkEnv.get().conf().getAppId() + "-" + context.taskAttemptId());
      final JobOutcome outcome = JobOutcome.done(RunRecord.read(result), stack.seconds());
      return new TaskResult(
          outcome.toJson(),
          SparkEnv.get().blockManager().blockManagerId().host(),
          context.attemptNumber() + 1);
    } catch (final IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<ImagePlus> open(final Stack stack, final JobFiles files) throws IOException {
    final RemoteFiles remote = check.files();
    final List<ImagePlus> parts = new ArrayList<>();
    for (int i = 0; i < stack.parts().size(); i++) {
      final Path copy = files.folder().resolve("part" + i + ".tif");
      remote.download(new org.apache.hadoop.fs.Path(stack.parts().get(i)), copy);
      parts.add(new ImageFileReader().open(copy));
    }
    return parts;
  }

  private static ImagePlus join(
      final ImagePlus content, final List<ImagePlus> parts, final SettingTexts settings) {
    final ImageStack planes = new ImageStack(parts.get(0).getWidth(), parts.get(0).getHeight());
    for (final ImagePlus part : parts)
      for (int i = 1; i <= part.getStackSize(); i++)
        planes.addSlice(part.getStack().getSliceLabel(i), part.getStack().getProcessor(i));
    final ImagePlus result =
        ImageStylization.assemble(content, ImageSettings.read(settings), planes);
    final Map<String, String> record = new LinkedHashMap<>();
    final List<Map<String, String>> records = parts.stream().map(RunRecord::read).toList();
    records
        .get(0)
        .forEach(
            (key, value) ->
                record.put(PREFIX + key, BY_PLANE.contains(key) ? joined(key, records) : value));
    record.put(
        PREFIX + ImageSettings.SLICES.key(),
        ImageSettings.SLICES.format(settings.get(ImageSettings.SLICES)));
    InfoRecord.append(result, record);
    return result;
  }

  private static String joined(final String key, final List<Map<String, String>> records) {
    return records.stream().map(record -> record.get(key)).collect(Collectors.joining(" "));
  }
}
