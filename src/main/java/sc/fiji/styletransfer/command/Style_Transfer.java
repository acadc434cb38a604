package sc.fiji.styletransfer.command;

import ij.IJ;
import ij.ImagePlus;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.dialog.DialogPage;
import sc.fiji.styletransfer.display.ImageJDisplay;
import sc.fiji.styletransfer.fetch.NetworkSupply;
import sc.fiji.styletransfer.image.read.ImageFileReader;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.macro.InputKeys;
import sc.fiji.styletransfer.macro.MacroOptions;
import sc.fiji.styletransfer.macro.OpenImages;
import sc.fiji.styletransfer.macro.UserPath;
import sc.fiji.styletransfer.prompt.DialogPrompt;
import sc.fiji.styletransfer.prompt.NetworkRequest;
import sc.fiji.styletransfer.run.TransferRun;

/**
 * Style transfer by {@code call("sc.fiji.styletransfer.command.Style_Transfer.run", options)} in an
 * ImageJ macro. The call also works in plain ImageJ without a display, where {@code run(...)}
 * fails.
 */
public final class Style_Transfer {

  private static final Logger LOG = LoggerFactory.getLogger(Style_Transfer.class);

  private Style_Transfer() {}

  /**
   * Stylises an image, shows the result and makes it the current image. In batch mode and without a
   * display, the result becomes an open image without a window.
   *
   * @param options the options of {@code run("Style Transfer (Expert)...", options)}; {@code
   *     content} may also be the path of an image file
   * @return the title of the result, or "Error: " and a message, which is also logged
   */
  public static String run(final String options) {
    try {
      final SettingTexts texts = MacroOptions.parse(options, DialogPage.EXPERT.keys());
      final ImagePlus result =
          new TransferRun(content(texts), style(texts), installed(texts))
              .perform(new ImageJDisplay())
              .require();
      result.show();
      return result.getTitle();
    } catch (final StyleTransferException e) {
      LOG.debug("Cause of the failure", e);
      IJ.log("Style Transfer: " + e.getMessage());
      return "Error: " + e.getMessage();
    }
  }

  /** Returns the image that the texts name, or the current image. */
  static ImagePlus content(final SettingTexts texts) {
    final Optional<String> name = texts.get(InputKeys.CONTENT);
    if (name.isEmpty()) return OpenImages.current();
    return OpenImages.find(name.get())
        .orElseGet(() -> new ImageFileReader().open(UserPath.of(name.get())));
  }

  /** Returns the open image that the texts name as the style, or null. */
  static ImagePlus style(final SettingTexts texts) {
    return texts.get(InputKeys.STYLE_IMAGE).map(OpenImages::named).orElse(null);
  }

  /** Returns the texts if their network is installed. */
  static SettingTexts installed(final SettingTexts texts) {
    return new NetworkRequest(
            NetworkSupply.standard(), new DialogPrompt(), name -> new ImageJDisplay())
        .require(texts);
  }
}
