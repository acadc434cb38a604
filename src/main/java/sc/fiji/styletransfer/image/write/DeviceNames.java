package sc.fiji.styletransfer.image.write;

import java.nio.file.Path;
import java.util.regex.Pattern;
import sc.fiji.styletransfer.StyleTransferException;

/** Names that stand for devices on Windows, whatever their ending. */
final class DeviceNames {

  private static final Pattern DEVICE =
      Pattern.compile(
          "(con|prn|aux|nul|(com|lpt)[0-9\u00b9\u00b2\u00b3])(\\..*)?", Pattern.CASE_INSENSITIVE);

  private DeviceNames() {}

  /**
   * Refuses the name of a device.
   *
   * @param target file to write
   * @param windows whether the system is Windows, where a file of such a name cannot be written
   * @throws StyleTransferException if the name stands for a device
   */
  static void requireNone(final Path target, final boolean windows) {
    if (windows && DEVICE.matcher(target.getFileName().toString()).matches())
      throw new StyleTransferException(
          "The name '" + target + "' stands for a device on Windows. Choose another name.");
  }
}
