package sc.fiji.styletransfer.command;

import java.nio.file.Files;
import java.util.Collection;
import org.scijava.convert.AbstractConverter;
import org.scijava.convert.Converter;
import org.scijava.plugin.Plugin;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.image.read.ImageFileReader;
import sc.fiji.styletransfer.macro.OpenImages;
import sc.fiji.styletransfer.macro.UserPath;

/**
 * Converts the title, ID or file of an image to a {@link StyleImage}, and lists the open images for
 * Fiji's dialog.
 */
@Plugin(type = Converter.class)
public class StyleImageConverter extends AbstractConverter<String, StyleImage> {

  @Override
  public Class<String> getInputType() {
    return String.class;
  }

  @Override
  public Class<StyleImage> getOutputType() {
    return StyleImage.class;
  }

  @Override
  public void populateInputCandidates(final Collection<Object> candidates) {
    OpenImages.others().stream().map(StyleImage::new).forEach(candidates::add);
  }

  /** Returns null if no such image is open or can be opened, as SciJava expects. */
  @Override
  public <T> T convert(final Object source, final Class<T> type) {
    try {
      return type.cast(named(source.toString()));
    } catch (final StyleTransferException e) {
      return null;
    }
  }

  /**
   * Returns the image with a title or ID, or opens a file.
   *
   * @param name title, ID or path
   * @return the image
   * @throws StyleTransferException if no such image is open and no such file exists
   */
  static StyleImage named(final String name) {
    return new StyleImage(
        OpenImages.find(name).isEmpty() && Files.isRegularFile(UserPath.of(name))
            ? new ImageFileReader().open(UserPath.of(name))
            : OpenImages.named(name));
  }
}
