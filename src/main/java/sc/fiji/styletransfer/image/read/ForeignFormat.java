package sc.fiji.styletransfer.image.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** Formats that the plugin does not read, recognised by the first bytes of a file. */
enum ForeignFormat {
  HEIC("HEIC", true, "....ftyp(heic|heix|heim|heis|hevc|hevx|mif1|msf1).*"),
  AVIF("AVIF", true, "....ftypavi[fs].*"),
  JPEG_2000("JPEG 2000", true, "(\0\0\0\fjP  |\u00ff\u004f\u00ff\u0051).*"),
  JPEG_XL("JPEG XL", true, "(\0\0\0\fJXL |\u00ff\n).*"),
  SVG("SVG", true, "(\u00ef\u00bb\u00bf)?\\s*(<\\?xml.*|<!--.*|<!DOCTYPE svg.*)?<svg[\\s>].*"),
  OPEN_EXR("OpenEXR", true, "\u0076\u002f\u0031\u0001.*"),
  RADIANCE("Radiance HDR", true, "#\\?(RADIANCE|RGBE)\\s.*"),
  XCF("XCF", true, "gimp xcf .*"),
  DDS("DDS", true, "DDS .*"),
  QOI("QOI", true, "qoif.*"),
  ICON("ICO", true, "\0\0\u0001\0.\0.*"),
  CAMERA_RAW(
      "camera raw",
      true,
      "(FUJIFILMCCD-RAW|II[*]\0....CR|....ftypcrx|IIR[OS]|MMOR|IIU\0|FOVb|\0MRM).*"),
  CZI("CZI", true, "ZISRAWFILE.*"),
  ND2("ND2", true, "\u00da\u00ce\u00be\n.*"),
  LIF("LIF", true, "p\0\0\0....[*].*"),
  HDF5("HDF5", true, "\u0089HDF\r\n.*"),
  MP4("MP4 or QuickTime video", true, "....(ftyp|moov|mdat).*"),
  MATROSKA("Matroska video", true, "\u001aE\u00df\u00a3.*"),
  PDF("PDF", false, "%PDF-.*"),
  POSTSCRIPT("PostScript", false, "%!PS.*");

  private static final int HEAD = 1024;

  private final String title;
  private final boolean picture;
  private final Pattern start;

  ForeignFormat(final String title, final boolean picture, final String start) {
    this.title = title;
    this.picture = picture;
    this.start = Pattern.compile(start, Pattern.DOTALL);
  }

  /**
   * Returns the format of a file.
   *
   * @param file a readable file
   * @return the format; empty if the first bytes belong to none of them
   * @throws IOException if the file cannot be read
   */
  static Optional<ForeignFormat> of(final Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      final String head = new String(in.readNBytes(HEAD), StandardCharsets.ISO_8859_1);
      return Arrays.stream(values()).filter(f -> f.start.matcher(head).matches()).findFirst();
    }
  }

  /** Whether such files hold pictures rather than documents. */
  boolean isPicture() {
    return picture;
  }

  /** Returns the sentence that refuses a file of this format. */
  String refusal(final Path file) {
    return "The file '%s' is in the format %s, which the plugin does not read. Convert it to TIFF or PNG."
        .formatted(file, title);
  }
}
