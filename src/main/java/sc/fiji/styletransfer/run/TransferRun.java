package sc.fiji.styletransfer.run;

import ij.ImagePlus;
import ij.WindowManager;
import ij.macro.Interpreter;
import java.awt.Rectangle;
import java.awt.Window;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.display.LiveControl;
import sc.fiji.styletransfer.display.LossCurves;
import sc.fiji.styletransfer.display.ResultWindow;
import sc.fiji.styletransfer.display.RunDisplay;
import sc.fiji.styletransfer.display.RunStatus;
import sc.fiji.styletransfer.display.WindowSystem;
import sc.fiji.styletransfer.job.ImageTransfer;
import sc.fiji.styletransfer.job.InputFiles;
import sc.fiji.styletransfer.job.ResultFile;
import sc.fiji.styletransfer.job.RunRecord;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.job.TransferObserver;
import sc.fiji.styletransfer.macro.InputKeys;
import sc.fiji.styletransfer.macro.UserPath;
import sc.fiji.styletransfer.settings.Settings;

/**
 * Stylises one image with checked inputs, displays the progress and saves the result. Every command
 * for a single image uses this class.
 */
public final class TransferRun {

  private final ImagePlus content;
  private final List<ImagePlus> styles;
  private final Optional<ResultFile> target;
  private final SettingTexts texts;
  private final LossCurves curves = new LossCurves();
  private boolean stopped;
  private boolean discarded;

  /**
   * Checks the inputs and opens the style file, if the style is a file.
   *
   * @param content the image to stylise
   * @param styleImage the style if it is an open image; may be null if it is a file
   * @param texts settings, and the inputs of {@link InputKeys}
   * @throws StyleTransferException if an input is missing or not allowed
   */
  public TransferRun(
      final ImagePlus content, final ImagePlus styleImage, final SettingTexts texts) {
    texts.record(); // refuses values that are not allowed before a file is opened
    this.content = content;
    this.texts = texts;
    target = texts.get(InputKeys.SAVE_AS).map(UserPath::of).map(this::target);
    target.ifPresent(ResultFile::check);
    styles = List.of(style(styleImage));
    target.ifPresent(file -> file.check(content, texts));
  }

  /** The result may replace neither the content nor any other file that the run reads. */
  private ResultFile target(final Path file) {
    final InputFiles inputs = InputFiles.of(texts);
    final Optional<Path> style = texts.get(InputKeys.STYLE_FILE).map(UserPath::of);
    return new ResultFile(
        file, style.isPresent() ? inputs.with("style image", style.get()) : inputs);
  }

  private ImagePlus style(final ImagePlus styleImage) {
    final ImagePlus style = StyleSource.style(texts, styleImage);
    if (style == content)
      throw new StyleTransferException(
          "Content and style are the same image. Choose another image as the style.");
    return style;
  }

  /**
   * Stylises the image, and saves the result if a file was given. If the user stops the run, the
   * result is the picture at that moment.
   *
   * @param display shows the progress; this method closes it
   * @return the result and what a macro needs to repeat the run
   * @throws StyleTransferException if the run fails
   */
  public Outcome perform(final RunDisplay display) {
    final long begin = System.nanoTime();
    final ImagePlus result;
    try (display) {
      result = stylize(display);
    }
    if (discarded) return Outcome.DISCARDED;
    // Macros refer to images by their titles.
    if (WindowManager.getImage(result.getTitle()) != null)
      result.setTitle(WindowManager.getUniqueName(result.getTitle()));
    save(result);
    stopped |= display.isStopped();
    if (!stopped) ImageTransfer.deleteCheckpoints(texts);
    if (texts.get(ViewSettings.PLOT) && canShow()) curves.show(result.getTitle());
    return new Outcome(
        Optional.of(result),
        stopped ? Optional.empty() : Optional.of(replay(result)),
        new RunSummary(result, (System.nanoTime() - begin) / 1e9).log());
  }

  /** Returns the texts with what the user changed while the run was going. */
  private SettingTexts replay(final ImagePlus result) {
    final String key = Settings.CHANGES.key();
    final String changes = RunRecord.read(result).get(key);
    return changes == null ? texts : texts.with(key, changes);
  }

  /** If the result cannot be saved, the user sees it before the message. */
  private void save(final ImagePlus result) {
    try {
      target.ifPresent(file -> file.write(result));
    } catch (final StyleTransferException e) {
      if (canShow()) ResultWindow.show(result);
      throw e;
    }
  }

  /** Images whose windows the user closes during the run keep their pixels until its end. */
  private ImagePlus stylize(final RunDisplay display) {
    content.setIgnoreFlush(true);
    styles.forEach(style -> style.setIgnoreFlush(true));
    try {
      return texts.get(ViewSettings.LIVE_VIEW) && canShow()
          ? stylizeLive(display)
          : stylize(status(display));
    } finally {
      content.setIgnoreFlush(false);
      styles.forEach(style -> style.setIgnoreFlush(false));
    }
  }

  private ImagePlus stylizeLive(final RunDisplay display) {
    final Optional<Rectangle> window =
        Optional.ofNullable(content.getWindow()).map(Window::getBounds);
    try (LiveControl control = new LiveControl(content.getTitle(), window)) {
      final ImagePlus result = stylize(TransferObserver.both(status(display), control));
      stopped = control.isCancelled();
      discarded = control.isDiscarded();
      return result;
    }
  }

  private ImagePlus stylize(final TransferObserver observer) {
    try (ImageTransfer transfer = new ImageTransfer(texts)) {
      return transfer.run(content, styles, observer);
    }
  }

  private TransferObserver status(final RunDisplay display) {
    return TransferObserver.both(new RunStatus(display), curves);
  }

  private static boolean canShow() {
    return WindowSystem.isAvailable() && !Interpreter.isBatchMode();
  }
}
