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
import sc.fiji.styletransfer.image.file.ImageFileWriter;
import sc.fiji.styletransfer.job.ImageTransfer;
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
  private final Optional<Path> saveAs;
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
    saveAs = texts.get(InputKeys.SAVE_AS).map(UserPath::of);
    saveAs.ifPresent(file -> new ImageFileWriter().check(file));
    styles = List.of(style(styleImage));
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
    saveAs.ifPresent(file -> new ImageFileWriter().write(result, file));
    if (texts.get(ViewSettings.PLOT) && canShow()) curves.plot(result.getTitle()).show();
    return result;
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
