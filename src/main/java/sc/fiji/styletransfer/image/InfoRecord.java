package sc.fiji.styletransfer.image;

import ij.ImagePlus;
import ij.io.FileInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.image.read.TiffDirectories;
import sc.fiji.styletransfer.image.write.FlatImageText;

/** Reads and extends the info text of an image (Image &gt; Show Info), which stores the run. */
public final class InfoRecord {

  private static final Logger LOG = LoggerFactory.getLogger(InfoRecord.class);

  private static final String INFO = "Info";

  private InfoRecord() {}

  /**
   * Appends lines "key: value" to the info text. Line breaks within a value become spaces, so every
   * entry is one line.
   *
   * @param image image whose info text is extended
   * @param entries entries in the order of the lines
   */
  public static void append(final ImagePlus image, final Map<String, String> entries) {
    final String lines =
        entries.entrySet().stream()
            .map(entry -> entry.getKey() + ": " + oneLine(entry.getValue()) + "\n")
            .collect(Collectors.joining());
    final String before = image.getInfoProperty();
    image.setProperty(INFO, before == null || before.isEmpty() ? lines : ended(before) + lines);
  }

  /**
   * Reads the info text of an image file, without its pixels.
   *
   * @param file an image file
   * @return the text of a TIFF file, or the record of a run in a PNG or JPEG file; empty if there
   *     is none, or the file is of another kind
   */
  public static String of(final Path file) {
    try {
      final String record = FlatImageText.of(file);
      if (!record.isEmpty()) return record;
      final List<FileInfo> directories = TiffDirectories.of(file);
      return directories.isEmpty() || directories.get(0).info == null
          ? ""
          : directories.get(0).info;
    } catch (final IOException e) {
      LOG.debug("{} is no TIFF file with a text", file, e);
      return "";
    }
  }

  private static String ended(final String text) {
    return text.endsWith("\n") ? text : text + "\n";
  }

  private static String oneLine(final String value) {
    return value.replaceAll("\\R", " ");
  }
}
