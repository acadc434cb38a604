package sc.fiji.styletransfer.image;

import ij.ImagePlus;
import java.util.Map;
import java.util.stream.Collectors;

/** The text ImageJ keeps with an image (Image&gt;Show Info), extended by a record of a run. */
public final class InfoRecord {

  private static final String INFO = "Info";

  private InfoRecord() {}

  /**
   * Puts lines "key: value" after the text the image has already. Line breaks within a value become
   * spaces, so that every entry stays one line.
   *
   * @param image the image whose text grows
   * @param entries the entries in the order wanted
   */
  public static void append(final ImagePlus image, final Map<String, String> entries) {
    final String lines =
        entries.entrySet().stream()
            .map(entry -> entry.getKey() + ": " + oneLine(entry.getValue()) + "\n")
            .collect(Collectors.joining());
    final String before = image.getInfoProperty();
    image.setProperty(INFO, before == null || before.isEmpty() ? lines : ended(before) + lines);
  }

  private static String ended(final String text) {
    return text.endsWith("\n") ? text : text + "\n";
  }

  private static String oneLine(final String value) {
    return value.replaceAll("\\R", " ");
  }
}
