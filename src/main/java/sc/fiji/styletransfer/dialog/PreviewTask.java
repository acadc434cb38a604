package sc.fiji.styletransfer.dialog;

import ij.ImagePlus;
import java.awt.EventQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.display.ImageJDisplay;
import sc.fiji.styletransfer.display.PictureBox;
import sc.fiji.styletransfer.display.PictureFeed;
import sc.fiji.styletransfer.fetch.NetworkSupply;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.job.TransferObserver;
import sc.fiji.styletransfer.prompt.DialogPrompt;
import sc.fiji.styletransfer.prompt.NetworkRequest;
import sc.fiji.styletransfer.run.Preview;
import sc.fiji.styletransfer.transfer.Progress;

/** Paints previews in the background, the newest entries only. */
final class PreviewTask implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PreviewTask.class);

  private final ImagePlus content;
  private final PictureBox box;
  private final Consumer<String> status;

  /** Number of the newest preview; a preview with another number stops. */
  private final AtomicInteger newest = new AtomicInteger();

  private ExecutorService thread;
  private SettingTexts shown;

  /**
   * @param content image to stylise
   * @param box shows the preview
   * @param status receives a line of text on the event thread
   */
  PreviewTask(final ImagePlus content, final PictureBox box, final Consumer<String> status) {
    this.content = content;
    this.box = box;
    this.status = status;
  }

  /** Paints a preview with these entries. */
  void start(final SettingTexts entries) {
    if (thread == null)
      thread =
          Executors.newSingleThreadExecutor(
              task -> {
                final Thread worker = new Thread(task, "Style Transfer preview");
                worker.setDaemon(true);
                return worker;
              });
    shown = entries;
    final int number = newest.incrementAndGet();
    status.accept("Starting...");
    thread.execute(() -> paint(number, entries));
  }

  /** Paints again with other entries if the user has asked for a preview before. */
  void update(final SettingTexts entries) {
    if (shown != null && !entries.equals(shown)) start(entries);
  }

  /** Stops the preview. */
  void stop() {
    newest.incrementAndGet();
  }

  private void paint(final int number, final SettingTexts entries) {
    if (number != newest.get()) return;
    try {
      final SettingTexts texts =
          new NetworkRequest(
                  NetworkSupply.standard(), new DialogPrompt(), name -> new ImageJDisplay())
              .require(entries);
      final Status watch = new Status(number);
      final ImagePlus result =
          new Preview(content, texts)
              .paint(TransferObserver.both(watch, new PictureFeed(box::show)));
      if (number == newest.get()) box.show(result.getImage());
      watch.say("Part of the result, " + result.getWidth() + " × " + result.getHeight());
    } catch (final StyleTransferException e) {
      LOG.debug("No preview", e);
      EventQueue.invokeLater(
          () -> {
            status.accept("No preview.");
            box.show(e.getMessage());
          });
    }
  }

  /** Stops the preview and lets its thread end. */
  @Override
  public void close() {
    stop();
    if (thread != null) thread.shutdown();
  }

  /** Shows the progress of one preview. */
  private final class Status implements TransferObserver {

    private final int number;

    Status(final int number) {
      this.number = number;
    }

    @Override
    public void evaluated(final Progress progress) {
      say(
          "%s of %s, %s s left"
              .formatted(
                  progress.evaluation(),
                  progress.evaluations(),
                  Math.round(progress.secondsLeft())));
    }

    void say(final String line) {
      if (number == newest.get()) EventQueue.invokeLater(() -> status.accept(line));
    }

    @Override
    public boolean isCancelled() {
      return number != newest.get();
    }
  }
}
