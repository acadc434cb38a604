package sc.fiji.styletransfer.image.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;

/** File formats that {@link PictureFileReader} decodes, recognised by the first bytes of a file. */
enum PictureFormat {
  JPEG("JPEG", ReaderLibrary.TWELVE_MONKEYS + "jpeg.JPEG", starts("\u00ff\u00d8")),
  PNG("PNG", "com.sun.imageio.plugins.png.PNG", starts("\u0089PNG\r\n")),
  GIF("GIF", "com.sun.imageio.plugins.gif.GIF", starts("GIF8")),
  BMP("BMP", ReaderLibrary.TWELVE_MONKEYS + "bmp.BMP", starts("BM")),
  WEBP(
      "WebP",
      ReaderLibrary.TWELVE_MONKEYS + "webp.WebP",
      head -> head.startsWith("RIFF") && head.startsWith("WEBP", 8)),
  PSD("PSD", ReaderLibrary.TWELVE_MONKEYS + "psd.PSD", starts("8BPS")),
  PNM("PNM", ReaderLibrary.TWELVE_MONKEYS + "pnm.PNM", head -> head.matches("(?s)P[1-7]\\s.*")),
  PFM("PFM", ReaderLibrary.TWELVE_MONKEYS + "pnm.PNM", head -> head.matches("(?s)P[fF]\\s.*")),
  TIFF(
      "TIFF",
      ReaderLibrary.TWELVE_MONKEYS + "tiff.TIFF",
      head -> head.matches("(?s)(II[*+]\0.*|MM\0[*+].*)"));

  private static final int HEAD = 16;

  private final String title;
  private final String reader;
  private final Predicate<String> recognition;

  PictureFormat(final String title, final String reader, final Predicate<String> recognition) {
    this.title = title;
    this.reader = reader;
    this.recognition = recognition;
  }

  /**
   * Returns the format of a file.
   *
   * @param file a readable file
   * @return the format; empty if the first bytes belong to none of them
   * @throws IOException if the file cannot be read
   */
  static Optional<PictureFormat> of(final Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      final String head = new String(in.readNBytes(HEAD), StandardCharsets.ISO_8859_1);
      return Arrays.stream(values()).filter(format -> format.recognition.test(head)).findFirst();
    }
  }

  /** Returns the class name of the service provider that creates this format's reader. */
  String readerProvider() {
    return reader + "ImageReaderSpi";
  }

  /** Returns the name as users write it. */
  @Override
  public String toString() {
    return title;
  }

  private static Predicate<String> starts(final String magic) {
    return head -> head.startsWith(magic);
  }
}
