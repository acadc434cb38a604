package sc.fiji.styletransfer.run;

import ij.ImagePlus;
import ij.WindowManager;
import ij.macro.Interpreter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.display.LiveView;
import sc.fiji.styletransfer.display.LossCurves;
import sc.fiji.styletransfer.display.RunDisplay;
import sc.fiji.styletransfer.display.RunStatus;
import sc.fiji.styletransfer.display.WindowSystem;
import sc.fiji.styletransfer.job.ImageTransfer;
import sc.fiji.styletransfer.job.InputFiles;
import sc.fiji.styletransfer.job.ResultFile;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.job.TransferObserver;
import sc.fiji.styletransfer.macro.InputKeys;
import sc.fiji.styletransfer.macro.UserPath;

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
    final Optional<Path> file = texts.get(InputKeys.STYLE_FILE).map(UserPath::of);
    final StyleSource source =
        texts.get(InputKeys.STYLE_SOURCE).map(StyleSource::of).orElse(StyleSource.guess(file));
    final ImagePlus style = source.find(styleImage, file);
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
   * @return a new image, not shown
   * @throws StyleTransferException if the run fails
   */
  public ImagePlus perform(final RunDisplay display) {
    final ImagePlus result;
    try (display) {
      result = stylize(display);
    }
    // Macros refer to images by their titles.
    if (WindowManager.getImage(result.getTitle()) != null)
      result.setTitle(WindowManager.getUniqueName(result.getTitle()));
    save(result);
    if (!display.isStopped()) ImageTransfer.deleteCheckpoints(texts);
    if (texts.get(ViewSettings.PLOT) && canShow()) curves.plot(result.getTitle()).show();
    return result;
  }

  /** If the result cannot be saved, the user sees it before the message. */
  private void save(final ImagePlus result) {
    try {
      target.ifPresent(file -> file.write(result));
    } catch (final StyleTransferException e) {
      if (canShow()) result.show();
      throw e;
    }
  }

  private ImagePlus stylize(final RunDisplay display) {
    final TransferObserver status = TransferObserver.both(new RunStatus(display), curves);
    try (ImageTransfer transfer = new ImageTransfer(texts)) {
      if (!texts.get(ViewSettings.LIVE_VIEW) || !canShow())
        return transfer.run(content, styles, status);
      try (LiveView view = new LiveView(content.getTitle())) {
        return transfer.run(content, styles, TransferObserver.both(status, view));
      }
    }
  }

  private static boolean canShow() {
    return WindowSystem.isAvailable() && !Interpreter.isBatchMode();
  }
}
