package sc.fiji.styletransfer.run;

import ij.ImagePlus;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.macro.InputKeys;
import sc.fiji.styletransfer.macro.OpenImages;

/**
 * One image to be stylised, understood and checked, whichever front door it came through.
 *
 * @param content the image to be stylised
 * @param styles images whose style is taken
 * @param saveAs file to be written besides, if any
 * @param words as the user said them
 */
public record TransferRequest(
    ImagePlus content, List<ImagePlus> styles, Optional<Path> saveAs, SettingTexts words) {

  /**
   * @param content the image to be stylised
   * @param styleImage the style if it is an open image; may be null if it is a file
   * @param words everything else
   * @throws StyleTransferException if something is missing or not allowed
   */
  public static TransferRequest of(
      final ImagePlus content, final ImagePlus styleImage, final SettingTexts words) {
    words.record(); // refuses what is not allowed before anything is opened
    return new TransferRequest(
        content,
        List.of(style(styleImage, words, content)),
        words.get(InputKeys.SAVE_AS).map(OpenImages::path),
        words);
  }

  private static ImagePlus style(
      final ImagePlus styleImage, final SettingTexts words, final ImagePlus content) {
    final Optional<Path> file = words.get(InputKeys.STYLE_FILE).map(OpenImages::path);
    final StyleSource source =
        words.get(InputKeys.STYLE_SOURCE).map(StyleSource::of).orElse(StyleSource.guess(file));
    final ImagePlus style = source.find(styleImage, file);
    if (style == content)
      throw new StyleTransferException(
          "Content and style are the same image; choose another style.");
    return style;
  }
}
