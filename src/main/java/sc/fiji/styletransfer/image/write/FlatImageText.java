package sc.fiji.styletransfer.image.write;

import java.awt.image.BufferedImage;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.imageio.IIOException;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;

/**
 * The record of a run in a PNG or JPEG file: a tEXt chunk of a PNG file (PNG specification,
 * 11.3.4.3), a comment of a JPEG file (ITU-T T.81, B.2.4.5). Both formats store bytes, so a
 * character outside ASCII is written as {@code \} {@code uXXXX}.
 */
public final class FlatImageText {

  /** How every line of a record begins; other lines of an image's text are not written. */
  public static final String RECORD_PREFIX = "StyleTransfer.";

  private static final String KEYWORD = "StyleTransfer";

  private static final String PNG_FORMAT = "javax_imageio_png_1.0";
  private static final String JPEG_FORMAT = "javax_imageio_jpeg_image_1.0";

  /** A JPEG segment holds at most 65,533 bytes. */
  private static final int LONGEST_TEXT = 65_000;

  private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-f]{4})");

  private static final long PNG_SIGNATURE = 0x89504E470D0A1A0AL;
  private static final int PNG_TEXT = 0x74455874;
  private static final int PNG_DATA = 0x49444154;
  private static final int PNG_END = 0x49454E44;
  private static final int CHECKSUM_BYTES = 4;

  private static final int JPEG_START = 0xFFD8;
  private static final int JPEG_COMMENT = 0xFFFE;
  private static final int JPEG_SCAN = 0xFFDA;
  private static final int JPEG_END = 0xFFD9;

  private FlatImageText() {}

  /**
   * Returns the metadata with which a writer stores the record of a run.
   *
   * @param info text of an image, of which the lines that begin with {@link #RECORD_PREFIX} count
   * @return metadata, or null for the writer's own if there is no record
   */
  static IIOMetadata metadata(
      final ImageWriter writer,
      final BufferedImage image,
      final ImageWriteParam parameters,
      final String info)
      throws IIOException {
    final String record = record(info);
    if (record.isEmpty() || record.length() > LONGEST_TEXT) return null;
    final IIOMetadata metadata =
        writer.getDefaultImageMetadata(
            ImageTypeSpecifier.createFromRenderedImage(image), parameters);
    final boolean png = metadata.getNativeMetadataFormatName().equals(PNG_FORMAT);
    metadata.mergeTree(png ? PNG_FORMAT : JPEG_FORMAT, png ? pngText(record) : jpegText(record));
    return metadata;
  }

  private static String record(final String info) {
    return info == null
        ? ""
        : info.lines()
            .filter(line -> line.startsWith(RECORD_PREFIX))
            .map(line -> escape(line) + "\n")
            .collect(Collectors.joining());
  }

  private static IIOMetadataNode pngText(final String record) {
    final IIOMetadataNode entry = new IIOMetadataNode("tEXtEntry");
    entry.setAttribute("keyword", KEYWORD);
    entry.setAttribute("value", record);
    final IIOMetadataNode texts = new IIOMetadataNode("tEXt");
    texts.appendChild(entry);
    final IIOMetadataNode root = new IIOMetadataNode(PNG_FORMAT);
    root.appendChild(texts);
    return root;
  }

  private static IIOMetadataNode jpegText(final String record) {
    final IIOMetadataNode comment = new IIOMetadataNode("com");
    comment.setAttribute("comment", record);
    final IIOMetadataNode markers = new IIOMetadataNode("markerSequence");
    markers.appendChild(comment);
    final IIOMetadataNode root = new IIOMetadataNode(JPEG_FORMAT);
    root.appendChild(new IIOMetadataNode("JPEGvariety"));
    root.appendChild(markers);
    return root;
  }

  /**
   * Reads the record of a run from a file.
   *
   * @param file any file
   * @return the lines of the record; empty if the file is no PNG or JPEG file or holds no record
   * @throws IOException if the file cannot be read
   */
  public static String of(final Path file) throws IOException {
    try (InputStream bytes = Files.newInputStream(file);
        DataInputStream in = new DataInputStream(new BufferedInputStream(bytes))) {
      in.mark(Long.BYTES);
      final boolean png = in.readLong() == PNG_SIGNATURE;
      if (png) return readPng(in);
      in.reset();
      return in.readUnsignedShort() == JPEG_START ? readJpeg(in) : "";
    } catch (final EOFException e) {
      return "";
    }
  }

  private static String readPng(final DataInputStream in) throws IOException {
    while (true) {
      final int length = in.readInt();
      final int type = in.readInt();
      if (type == PNG_DATA || type == PNG_END || length < 0) return "";
      if (type == PNG_TEXT && length <= KEYWORD.length() + 1 + LONGEST_TEXT) {
        final String text = read(in, length);
        if (text.startsWith(KEYWORD + "\0")) return unescape(text.substring(KEYWORD.length() + 1));
        in.skipNBytes(CHECKSUM_BYTES);
      } else {
        in.skipNBytes((long) length + CHECKSUM_BYTES);
      }
    }
  }

  private static String readJpeg(final DataInputStream in) throws IOException {
    while (true) {
      final int marker = in.readUnsignedShort();
      if (marker == JPEG_SCAN || marker == JPEG_END || marker >> Byte.SIZE != 0xFF) return "";
      final int length = in.readUnsignedShort() - Short.BYTES;
      if (length < 0) return "";
      final String text = marker == JPEG_COMMENT ? read(in, length) : "";
      if (text.startsWith(RECORD_PREFIX)) return unescape(text);
      if (marker != JPEG_COMMENT) in.skipNBytes(length);
    }
  }

  private static String read(final DataInputStream in, final int length) throws IOException {
    return new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
  }

  private static String escape(final String line) {
    final StringBuilder escaped = new StringBuilder();
    for (final char c : line.toCharArray())
      if (c == '\\' || c < ' ' || c > '~')
        escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      else escaped.append(c);
    return escaped.toString();
  }

  private static String unescape(final String text) {
    return ESCAPE
        .matcher(text)
        .replaceAll(
            escape ->
                Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(escape.group(1), 16))));
  }
}
