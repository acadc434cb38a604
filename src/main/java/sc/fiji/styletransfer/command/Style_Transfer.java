package sc.fiji.styletransfer.command;

import ij.IJ;
import ij.ImagePlus;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.dialog.DialogPage;
import sc.fiji.styletransfer.display.ImageJDisplay;
import sc.fiji.styletransfer.image.file.ImageFileReader;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.macro.InputKeys;
import sc.fiji.styletransfer.macro.MacroOptions;
import sc.fiji.styletransfer.macro.OpenImages;
import sc.fiji.styletransfer.run.TransferRequest;
import sc.fiji.styletransfer.run.TransferRun;

/**
 * Style transfer by {@code call("sc.fiji.styletransfer.command.Style_Transfer.run", options)} in an
 * ImageJ macro, which works where {@code run(...)} does not: in plain ImageJ without a display.
 */
public final class Style_Transfer {

  private static final Logger LOG = LoggerFactory.getLogger(Style_Transfer.class);

  private Style_Transfer() {}

  /**
   * Stylises an image, shows the result (in batch mode and without a display: adds it to the open
   * images) and makes it the current one.
   *
   * @param options as {@code run("Style Transfer (Expert)...", options)} takes them; {@code
   *     content} may also be the path of an image file, and {@code saveas} says where to write the
   *     result
   * @return the title of the result, or "Error: " and what is wrong, which is also logged
   */
  public static String run(final String options) {
    try {
      final SettingTexts words = MacroOptions.parse(options);
      words.requireKeys(DialogPage.EXPERT.keys());
      final ImagePlus result = stylize(words);
      result.show();
      return result.getTitle();
    } catch (final StyleTransferException e) {
      LOG.debug("Cause of the failure", e);
      IJ.log("Style Transfer: " + e.getMessage());
      return "Error: " + e.getMessage();
    }
  }

  /** Stylises what the words say, or the current image. */
  static ImagePlus stylize(final SettingTexts words) {
    final Optional<ImagePlus> style = words.get(InputKeys.STYLE_IMAGE).map(OpenImages::named);
    final TransferRequest request = TransferRequest.of(content(words), style.orElse(null), words);
    return new TransferRun(request).perform(new ImageJDisplay());
  }

  private static ImagePlus content(final SettingTexts words) {
    final Optional<String> name = words.get(InputKeys.CONTENT);
    if (name.isEmpty()) return OpenImages.current();
    return OpenImages.isOpen(name.get())
        ? OpenImages.named(name.get())
        : new ImageFileReader().open(OpenImages.path(name.get()));
  }
}
