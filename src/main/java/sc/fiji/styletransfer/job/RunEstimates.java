package sc.fiji.styletransfer.job;

import ij.ImagePlus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.image.ResultPlan;
import sc.fiji.styletransfer.network.NetworkWeights;
import sc.fiji.styletransfer.network.NetworkWidths;
import sc.fiji.styletransfer.network.WeightsException;
import sc.fiji.styletransfer.plan.TransferPlan;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.tensor.DeviceChoice;
import sc.fiji.styletransfer.tensor.TensorEngine;
import sc.fiji.styletransfer.transfer.RunEstimator;
import sc.fiji.styletransfer.weights.NetworkChoice;

/**
 * Estimates time and memory of runs before the user starts one. An object must be used by the
 * thread that created it.
 */
public final class RunEstimates implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RunEstimates.class);

  private final Map<String, NetworkWidths> widths = new HashMap<>();
  private final Map<DeviceChoice, RunEstimator> byDevice = new HashMap<>();

  /**
   * Returns the values of the setting {@code device} that work on this computer.
   *
   * @return the names, {@code auto} first
   * @throws StyleTransferException if the engine is not available
   */
  public static List<String> devices() {
    final List<String> names = new ArrayList<>(List.of("auto"));
    names.addAll(TensorEngine.start().devices());
    if (System.getProperty("os.name").startsWith("Mac")) names.add("mps");
    return names;
  }

  /**
   * Estimates a run.
   *
   * @param texts settings of the run
   * @param content image to stylise
   * @return a sentence for the user
   * @throws StyleTransferException if a value is not allowed, or engine or device are not available
   */
  public String line(final SettingTexts texts, final ImagePlus content) {
    final TransferSettings settings = texts.transferSettings();
    final RunEstimator estimator =
        byDevice.computeIfAbsent(settings.get(Settings.DEVICE), RunEstimator::new);
    final TransferPlan plan =
        estimator.estimate(
            content.getWidth(),
            content.getHeight(),
            settings,
            widths.computeIfAbsent(settings.get(Settings.NETWORK), RunEstimates::widths));
    final int planes = ResultPlan.of(ImageSettings.read(texts), content).planes();
    final double seconds = planes * plan.seconds();
    final int budget = planes * settings.get(Settings.TIME_BUDGET);
    return String.format(
        Locale.ROOT,
        "About %s%s and %.1f GB of memory on %s.%s",
        duration(budget > 0 ? Math.min(budget, seconds) : seconds),
        planes == 1 ? "" : " for " + planes + " planes",
        plan.bytes() / 1e9,
        estimator.device(),
        plan.fits() ? "" : " More than is free: choose a smaller size.");
  }

  /** Returns the widths of a network; those of VGG19 if it is not installed yet. */
  private static NetworkWidths widths(final String network) {
    try (NetworkWeights weights = NetworkChoice.open(network)) {
      return weights.widths();
    } catch (final WeightsException e) {
      LOG.debug("Widths of VGG19 instead of those of {}", network, e);
      return NetworkWidths.VGG19;
    }
  }

  private static String duration(final double seconds) {
    if (seconds < 90) return Math.max(1, Math.round(seconds)) + " s";
    final long minutes = Math.round(seconds / 60);
    return minutes < 120 ? minutes + " min" : Math.round(minutes / 60.0) + " h";
  }

  @Override
  public void close() {
    byDevice.values().forEach(RunEstimator::close);
    byDevice.clear();
  }
}
