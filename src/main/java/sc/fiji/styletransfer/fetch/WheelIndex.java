package sc.fiji.styletransfer.fetch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sc.fiji.styletransfer.weights.Checksum;
import sc.fiji.styletransfer.weights.file.ByteSpan;

/**
 * The index in which a publisher lists packages of Python (PEP 503): one page for each project,
 * with a link for each file and the file's checksum behind the link.
 *
 * @param client requests pages
 * @param base address of the index, which ends with a slash
 */
record WheelIndex(WebClient client, URI base) {

  private static final Pattern LINK =
      Pattern.compile("<a\\s[^>]*href=\"([^\"#]+)#sha256=([0-9a-f]{64})\"");

  /** A page or a description is never as long as this. */
  private static final int LONGEST = 32 << 20;

  private static final int OK = 200;
  private static final int PARTIAL = 206;

  /**
   * A file of the index.
   *
   * @param name name of the file
   * @param address address of the file
   * @param checksum checksum that the index states
   * @param bytes size of the file
   */
  record Wheel(String name, URI address, Checksum checksum, long bytes) {}

  /**
   * Finds a file of a project.
   *
   * @param project name of the project
   * @param isWanted decides by the name of a file
   * @return the first such file
   * @throws DownloadException if the index has no such file with a checksum
   */
  Wheel find(final String project, final Predicate<String> isWanted) {
    final URI page = base.resolve(project + "/");
    final Matcher link = LINK.matcher(text(page));
    while (link.find()) {
      final URI address = page.resolve(link.group(1));
      final String name =
          URLDecoder.decode(
              address.getRawPath().replaceAll(".*/", "").replace("+", "%2B"),
              StandardCharsets.UTF_8);
      if (isWanted.test(name))
        return new Wheel(name, address, new Checksum("SHA-256", link.group(2)), size(address));
    }
    throw new DownloadException(
        "The index %s lists no file of %s for this computer with a checksum. Install PyTorch with pip instead, see the documentation about GPUs."
            .formatted(page, project));
  }

  /** Reads the description of a file, which the index serves beside the file (PEP 658). */
  List<String> description(final Wheel wheel) {
    return text(URI.create(wheel.address() + ".metadata")).lines().toList();
  }

  private long size(final URI address) {
    try {
      final WebClient.Response response =
          client.part(address, new ByteSpan(0, 1), Optional.empty());
      try (ResponseBody body = response.body()) {
        if (response.status() == PARTIAL && response.part().isPresent())
          return response.part().get().total();
        throw new DownloadException(
            "The server of %s does not serve parts of files (status %s). Install PyTorch with pip instead."
                .formatted(address, response.status()));
      }
    } catch (final IOException e) {
      throw unreachable(address, e);
    }
  }

  private String text(final URI address) {
    try {
      final WebClient.Response response = client.whole(address);
      try (ResponseBody body = response.body()) {
        if (response.status() != OK)
          throw new DownloadException(
              "The server responds with status %s to %s. Install PyTorch with pip instead, see the documentation about GPUs."
                  .formatted(response.status(), address));
        return new String(read(body), StandardCharsets.UTF_8);
      }
    } catch (final IOException e) {
      throw unreachable(address, e);
    }
  }

  private static byte[] read(final ResponseBody body) throws IOException {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (List<ByteBuffer> piece = body.next(); piece != null; piece = body.next())
      for (final ByteBuffer buffer : new ArrayList<>(piece)) {
        final byte[] copy = new byte[buffer.remaining()];
        buffer.get(copy);
        bytes.writeBytes(copy);
        if (bytes.size() > LONGEST) throw new IOException("the page is too long");
      }
    return bytes.toByteArray();
  }

  private static DownloadException unreachable(final URI address, final IOException cause) {
    return new DownloadException(
        "%s cannot be read (%s). Check the connection.".formatted(address, WebClient.reason(cause)),
        cause);
  }
}
