package sc.fiji.styletransfer.example;

import ij.IJ;
import ij.plugin.frame.Editor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.display.WindowSystem;

/**
 * A macro of the menu <i>Help</i>. Fiji's script editor offers the same file under
 * <i>Templates</i>, with versions in Groovy and Python.
 *
 * @param name name of the file, without folder
 */
public record ExampleMacro(String name) {

  /** The folder in the jar where Fiji's script editor looks for templates. */
  static final String FOLDER = "/script_templates/Style_Transfer/";

  /**
   * Returns the text of the macro.
   *
   * @return the file
   * @throws StyleTransferException if the jar lacks the file
   */
  public String text() {
    try (InputStream in = ExampleMacro.class.getResourceAsStream(FOLDER + name)) {
      if (in == null)
        throw new StyleTransferException(
            "The macro %s is missing from the plugin's jar. Install the plugin again."
                .formatted(name));
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (final IOException e) {
      throw new StyleTransferException(
          "The macro %s cannot be read from the plugin's jar. Install the plugin again."
              .formatted(name),
          e);
    }
  }

  /** Opens the macro in ImageJ's editor; without windows, writes it into the log. */
  public void open() {
    if (WindowSystem.isAvailable()) new Editor().create(name, text());
    else IJ.log(text());
  }
}
