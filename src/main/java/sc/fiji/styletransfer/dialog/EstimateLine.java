package sc.fiji.styletransfer.dialog;

import ij.ImagePlus;
import java.awt.EventQueue;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.job.RunEstimates;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.prompt.NetworkEntry;
import sc.fiji.styletransfer.settings.Settings;

/** Estimates time and memory in the background while the user changes fields. */
final class EstimateLine implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EstimateLine.class);

  private final ImagePlus content;
  private final Consumer<String> display;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            final Thread worker = new Thread(task, "Style Transfer estimate");
            worker.setDaemon(true);
            return worker;
          });
  private final AtomicReference<SettingTexts> wanted = new AtomicReference<>();
  private RunEstimates estimates;

  /**
   * @param content image to stylise
   * @param display receives sentences on the event thread
   */
  EstimateLine(final ImagePlus content, final Consumer<String> display) {
    this.content = content;
    this.display = display;
  }

  /** Passes the devices that exist to a field, on the event thread. */
  void findDevices(final Consumer<List<String>> field) {
    thread.execute(
        () -> {
          try {
            final List<String> devices = RunEstimates.devices();
            EventQueue.invokeLater(() -> field.accept(devices));
          } catch (final StyleTransferException e) {
            LOG.debug("No devices", e);
          }
        });
  }

  /** Estimates a run with these entries, unless they change before the estimate begins. */
  void update(final SettingTexts entries) {
    final String network = NetworkEntry.keyOf(entries.get(Settings.NETWORK));
    wanted.set(entries.with(Settings.NETWORK.key(), network));
    if (!thread.isShutdown()) thread.execute(this::estimate);
  }

  private void estimate() {
    final SettingTexts entries = wanted.getAndSet(null);
    if (entries == null) return;
    String line;
    try {
      if (estimates == null) estimates = new RunEstimates();
      line = estimates.line(entries, content);
    } catch (final StyleTransferException e) {
      LOG.debug("No estimate", e);
      line = "No estimate: " + e.getMessage();
    }
    final String text = line;
    EventQueue.invokeLater(() -> display.accept(text));
  }

  /** Ends the thread after its present estimate. */
  @Override
  public void close() {
    wanted.set(null);
    thread.execute(
        () -> {
          if (estimates != null) estimates.close();
        });
    thread.shutdown();
  }
}
