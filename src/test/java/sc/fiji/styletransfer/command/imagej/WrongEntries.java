package sc.fiji.styletransfer.command.imagej;

import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/** A user who enters in a dialog what cannot work. */
public final class WrongEntries {

  /** Key of the findings. */
  public static final String FOUND = "wrong";

  /**
   * The red field and the reason for each wrong entry; a device that does not exist is not taken.
   */
  public static final String EXPECTED =
      """
      size: A picture of 8 × 8 pixels is too small. Both sides must have at least 16 pixels; use a\
       larger image or a larger size.
      saveas: The name 'a.gif' has no extension of a known format. End the name in .png, .jpg or .tif.
      saveas: The folder 'FOLDER/missing' does not exist. Create the folder or choose another.
      device: auto\
      """;

  private static final List<String> FIELDS =
      List.of("stylefile", "preset", "size", "iterations", "network", "device", "saveas");

  private WrongEntries() {}

  /**
   * Enters wrong values one by one.
   *
   * @param dialog a dialog whose entries can work
   * @param folder a folder
   * @param findings receives what {@link #EXPECTED} should be
   */
  static void enter(final SettingsWindow dialog, final Path folder, final Properties findings)
      throws InterruptedException {
    final String size = dialog.refused("size", "8", FIELDS);
    final String ending = dialog.refused("saveas", folder.resolve("a.gif").toString(), FIELDS);
    final String missing =
        dialog.refused("saveas", folder.resolve("missing").resolve("a.png").toString(), FIELDS);
    dialog.set("device", "toaster");
    findings.setProperty(
        FOUND,
        String.join("\n", size, ending, missing, "device: " + dialog.text("device"))
            .replace(folder.toString(), "FOLDER")
            .replace('\\', '/'));
  }
}
