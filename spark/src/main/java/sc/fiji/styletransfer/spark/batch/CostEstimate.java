package sc.fiji.styletransfer.spark.batch;

import ij.ImagePlus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.batch.TransferJob;
import sc.fiji.styletransfer.features.Precision;
import sc.fiji.styletransfer.image.ResultPlan;
import sc.fiji.styletransfer.job.ImageSettings;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.machine.MachineFile;
import sc.fiji.styletransfer.network.NetworkWeights;
import sc.fiji.styletransfer.network.NetworkWidths;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.plan.DeviceSpeed;
import sc.fiji.styletransfer.plan.MemoryDemand;
import sc.fiji.styletransfer.plan.Schedule;
import sc.fiji.styletransfer.plan.TimeModel;
import sc.fiji.styletransfer.plan.TransferPlan;
import sc.fiji.styletransfer.settings.PrecisionChoice;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.spark.RemoteFiles;
import sc.fiji.styletransfer.spark.RemoteImage;
import sc.fiji.styletransfer.tensor.DeviceChoice;
import sc.fiji.styletransfer.tensor.TensorEngine;
import sc.fiji.styletransfer.tensor.TensorSession;
import sc.fiji.styletransfer.weights.NetworkChoice;

/**
 * What a batch will cost, estimated on the driver from some of its images.
 *
 * @param bytes memory outside of Java's heap that a task needs
 * @param secondsPerJob mean duration of a job on this computer
 * @param sampled number of images that were opened
 * @param precision precision that this computer chooses for all jobs, so that all results have the
 *     same
 */
record CostEstimate(long bytes, double secondsPerJob, int sampled, PrecisionChoice precision) {

  private static final Logger LOG = LoggerFactory.getLogger(CostEstimate.class);

  private static final int SAMPLE = 5;

  /** Free memory with which a plan does not divide pictures. */
  private static final long AMPLE = 1L << 40;

  /**
   * Estimates a batch.
   *
   * @param jobs the jobs
   * @param texts settings of all jobs
   * @param files where the images are
   * @return the estimate; without memory and duration if none of the sampled files is an image
   */
  static CostEstimate of(
      final List<TransferJob> jobs, final SettingTexts texts, final RemoteFiles files) {
    final List<TransferPlan> plans = new ArrayList<>();
    final PrecisionChoice decided;
    double seconds = 0;
    try (TensorSession session = TensorEngine.start().open(DeviceChoice.AUTO);
        NetworkWeights weights = NetworkChoice.open(texts.get(Settings.NETWORK))) {
      final TransferSettings given = texts.transferSettings();
      final DeviceSpeed speed = new DeviceSpeed(session, MachineFile.standard());
      final Precision precision = given.get(Settings.PRECISION).decide(speed::matrixRate);
      decided = PrecisionChoice.of(precision);
      final TransferSettings settings = given.change().set(Settings.PRECISION, decided).build();
      final TimeModel time = speed.times(precision, weights.widths()).model();
      for (final String content : sample(jobs)) {
        final ImagePlus image = open(content, files);
        if (image == null) continue;
        final TransferPlan plan = plan(image, settings, weights.widths(), time);
        plans.add(plan);
        seconds += plan.seconds() * ResultPlan.of(ImageSettings.read(texts), image).planes();
      }
    }
    final long bytes =
        plans.stream().mapToLong(TransferPlan::bytes).max().orElse(MemoryDemand.FIXED);
    return new CostEstimate(
        bytes, plans.isEmpty() ? 0 : seconds / plans.size(), plans.size(), decided);
  }

  /** Contents at equal distances in the list. */
  private static List<String> sample(final List<TransferJob> jobs) {
    final List<String> contents = jobs.stream().map(TransferJob::content).distinct().toList();
    final int count = Math.min(SAMPLE, contents.size());
    final List<String> sample = new ArrayList<>();
    for (int i = 0; i < count; i++)
      sample.add(contents.get((int) ((long) i * contents.size() / count)));
    return sample;
  }

  private static TransferPlan plan(
      final ImagePlus image,
      final TransferSettings settings,
      final NetworkWidths widths,
      final TimeModel time) {
    final PictureSize own = new PictureSize(image.getWidth(), image.getHeight());
    final int side = settings.get(Settings.SIZE);
    final Schedule schedule = Schedule.of(side == 0 ? own : own.withLongSide(side), settings);
    return TransferPlan.of(
        schedule, settings, widths, new TransferPlan.Resources(AMPLE, true, time));
  }

  private static ImagePlus open(final String content, final RemoteFiles files) {
    try {
      return new RemoteImage(files, new Path(content)).open();
    } catch (final IOException | StyleTransferException e) {
      LOG.debug("{} is not part of the estimate", content, e);
      return null;
    }
  }

  /**
   * Returns memory and time in one or two lines.
   *
   * @param jobs number of jobs
   * @param executors number of executors; 0 if it is unknown
   */
  String text(final int jobs, final int executors) {
    final double hours = secondsPerJob * jobs / 3600;
    final String each =
        String.format(
            Locale.ROOT,
            "Memory per executor beside Java's heap: %d MB. One executor with the %d cores of this"
                + " computer needs about %.1f hours (%d images sampled).",
            bytes >> 20,
            Runtime.getRuntime().availableProcessors(),
            hours,
            sampled);
    return executors <= 1
        ? each
        : each
            + String.format(
                Locale.ROOT,
                "%n%d such executors need about %.1f hours.",
                executors,
                hours / executors);
  }
}
