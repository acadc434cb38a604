package sc.fiji.styletransfer.spark.batch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.styletransfer.batch.BatchEntry.Outcome;
import sc.fiji.styletransfer.batch.JobOutcome;
import sc.fiji.styletransfer.batch.TransferJob;
import sc.fiji.styletransfer.image.write.ImageFileWriter;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.spark.NetworkShipment;
import sc.fiji.styletransfer.spark.SiteCheck;

/**
 * Spark repeats a task whose executor was lost, also if the executor had published the result and
 * only its message did not arrive.
 */
@Tag("cluster")
class RepeatedTaskTest {

  private static final int SIDE = 32;

  private static final SettingTexts SETTINGS =
      new SettingTexts(
          Map.of(
              "preset", "gatys",
              "iterations", "2",
              "precision", "single",
              "content-layers", "conv2_1",
              "style-layers", "conv1_1,conv2_1"));

  @TempDir private Path folder;

  private JavaSparkContext context;
  private SiteCheck check;
  private NetworkShipment network;

  @BeforeEach
  void connect() {
    context =
        new JavaSparkContext(
            new SparkConf()
                .setMaster("local[1]")
                .setAppName("RepeatedTaskTest")
                .set("spark.ui.enabled", "false"));
    check = SiteCheck.of(context, new org.apache.hadoop.fs.Path(folder.toUri()), 0);
    network = NetworkShipment.send(context, SETTINGS.get(Settings.NETWORK));
  }

  @AfterEach
  void end() {
    check.end();
    context.close();
  }

  @Test
  void aSecondJoinGivesTheSameStack() throws Exception {
    final ImageStack planes = new ImageStack(SIDE, SIDE);
    for (int i = 1; i <= 2; i++) planes.addSlice(plane(i));
    final ImagePlus content = new ImagePlus("", planes);
    final TransferJob job = job(content);
    final List<TransferJob> parts = Survey.of(content).parts(job);
    new JobTask(check, network)
        .run(
            context,
            parts.stream().map(TransferJob::toJson).toList(),
            (index, result) -> assertEquals(Outcome.DONE, result.jobOutcome().outcome()));
    final byte[] first = join(job, parts);
    assertArrayEquals(first, join(job, parts));
  }

  private byte[] join(final TransferJob job, final List<TransferJob> parts) throws Exception {
    final var names = new ArrayList<>(parts.stream().map(TransferJob::output).toList());
    new JoinTask(check, network)
        .run(
            context,
            List.of(new JoinTask.Stack(job.toJson(), names, 1)),
            (index, result) -> assertEquals(Outcome.DONE, result.jobOutcome().outcome()));
    return Files.readAllBytes(Path.of(job.output()));
  }

  @Test
  void aResultOfAnEarlierAttemptIsDone() {
    final String job = job(new ImagePlus("", plane(1))).toJson();
    final JobTask task = new JobTask(check, network);
    final JobOutcome[] outcomes = new JobOutcome[2];
    for (int i = 0; i < 2; i++) {
      final int run = i;
      task.run(context, List.of(job), (index, result) -> outcomes[run] = result.jobOutcome());
    }
    assertEquals(Outcome.DONE, outcomes[0].outcome());
    assertEquals(Outcome.FINISHED_BEFORE, outcomes[1].outcome());
    assertEquals(Outcome.DONE, outcomes[1].ofAttempt(2).outcome());
    assertTrue(outcomes[1].note().startsWith(outcomes[0].note() + ","), outcomes[1]::note);
  }

  private TransferJob job(final ImagePlus content) {
    return new TransferJob(
        write(content, "content.tif"),
        write(new ImagePlus("", plane(7)), "style.tif"),
        folder.resolve("result.tif").toString(),
        SETTINGS.byKey());
  }

  private String write(final ImagePlus image, final String name) {
    new ImageFileWriter().write(image, folder.resolve(name));
    return folder.resolve(name).toString();
  }

  private static ByteProcessor plane(final int seed) {
    final ByteProcessor plane = new ByteProcessor(SIDE, SIDE);
    for (int i = 0; i < SIDE * SIDE; i++) plane.set(i, i % SIDE * 7 * seed + i / SIDE * 5 & 0xff);
    return plane;
  }
}
