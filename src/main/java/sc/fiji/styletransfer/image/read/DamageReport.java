package sc.fiji.styletransfer.image.read;

import java.io.IOException;
import java.util.regex.Pattern;
import javax.imageio.IIOException;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes the warnings of a reader that mean missing or garbled pixels. The JPEG decoder only warns
 * about them and fills the picture with grey.
 */
final class DamageReport implements IIOReadWarningListener {

  private static final Logger LOG = LoggerFactory.getLogger(DamageReport.class);

  /** Unneeded bytes before a marker, and a missing end marker alone, cost no pixels. */
  private static final Pattern DAMAGE =
      Pattern.compile("Corrupt JPEG data: (?!\\d+ extraneous bytes)(.*)", Pattern.DOTALL);

  private static final Pattern CUT = Pattern.compile(".*premature end.*", Pattern.DOTALL);

  private String damage;

  @Override
  public void warningOccurred(final ImageReader source, final String warning) {
    LOG.debug("{}", warning);
    if (damage != null || !DAMAGE.matcher(warning).matches()) return;
    damage =
        CUT.matcher(warning).matches()
            ? "the file ends before its last pixel"
            : "the compressed data are garbled";
  }

  /**
   * Fails if a warning meant damage.
   *
   * @throws IOException with the reason
   */
  void check() throws IOException {
    if (damage != null) throw new IIOException(damage);
  }
}
