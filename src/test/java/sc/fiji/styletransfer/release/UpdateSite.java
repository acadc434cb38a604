package sc.fiji.styletransfer.release;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * The folder that a web server has to offer as an update site of Fiji: the list {@code db.xml.gz},
 * and each file with its time appended to its name. Fiji's updater leaves the same on a server when
 * it uploads.
 */
final class UpdateSite {

  private static final String DTD =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <!DOCTYPE pluginRecords [
      <!ELEMENT pluginRecords ((update-site | disabled-update-site)*, plugin*)>
      <!ELEMENT update-site EMPTY>
      <!ELEMENT disabled-update-site EMPTY>
      <!ELEMENT plugin (platform*, category*, version?, previous-version*)>
      <!ELEMENT version (description?, dependency*, link*, author*)>
      <!ELEMENT previous-version EMPTY>
      <!ELEMENT description (#PCDATA)>
      <!ELEMENT dependency EMPTY>
      <!ELEMENT link (#PCDATA)>
      <!ELEMENT author (#PCDATA)>
      <!ELEMENT platform (#PCDATA)>
      <!ELEMENT category (#PCDATA)>
      <!ATTLIST plugin update-site CDATA #IMPLIED>
      <!ATTLIST plugin filename CDATA #REQUIRED>
      <!ATTLIST plugin executable CDATA #IMPLIED>
      <!ATTLIST dependency filename CDATA #REQUIRED>
      <!ATTLIST dependency timestamp CDATA #IMPLIED>
      <!ATTLIST dependency overrides CDATA #IMPLIED>
      <!ATTLIST version timestamp CDATA #REQUIRED>
      <!ATTLIST version checksum CDATA #REQUIRED>
      <!ATTLIST version filesize CDATA #REQUIRED>
      <!ATTLIST previous-version filename CDATA #IMPLIED>
      <!ATTLIST previous-version timestamp CDATA #REQUIRED>
      <!ATTLIST previous-version timestamp-obsolete CDATA #IMPLIED>
      <!ATTLIST previous-version checksum CDATA #REQUIRED>]>
      """;

  private final Path folder;
  private final String time;
  private final List<String> records = new ArrayList<>();

  /**
   * @param folder the new folder
   * @param time of the release as yyyyMMddHHmmss, which the updater uses as the version of each
   *     file
   */
  UpdateSite(final Path folder, final String time) {
    this.folder = folder;
    this.time = time;
  }

  /** Adds a file; the updater installs it on one platform only if one is given. */
  void add(final ReleaseFile file, final Optional<Platform> platform) throws IOException {
    final Path target = folder.resolve(file.path() + "-" + time);
    Files.createDirectories(target.getParent());
    link(target, file);
    records.add(
        """
            <plugin filename="%s">%s
                <version checksum="%s" timestamp="%s" filesize="%d"/>
            </plugin>
        """
            .formatted(
                file.path(),
                platform
                    .map(only -> "\n        <platform>" + only.updater() + "</platform>")
                    .orElse(""),
                UpdaterChecksum.of(file),
                time,
                Files.size(target)));
  }

  /** Engines are large: the site shares the file with the build where the file system can. */
  private static void link(final Path target, final ReleaseFile file) throws IOException {
    if (file.source() == null) {
      Files.write(target, file.bytes());
      return;
    }
    try {
      Files.createLink(target, file.source());
    } catch (final UnsupportedOperationException | IOException e) {
      Files.copy(file.source(), target);
    }
  }

  /** Writes the list of the files. */
  void writeList() throws IOException {
    final ByteArrayOutputStream list = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(list)) {
      out.write(DTD.getBytes(StandardCharsets.UTF_8));
      out.write(
          ("<pluginRecords>\n" + String.join("", records) + "</pluginRecords>\n")
              .getBytes(StandardCharsets.UTF_8));
    }
    Files.write(folder.resolve("db.xml.gz"), list.toByteArray());
  }
}
