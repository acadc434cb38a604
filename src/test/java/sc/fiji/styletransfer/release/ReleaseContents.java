package sc.fiji.styletransfer.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a release contains for one program, without the engine of a platform.
 *
 * @param program {@code Fiji} or {@code ImageJ}
 * @param engineFolder where the engine belongs on a platform: {@code jars/%s/} in Fiji, with the
 *     updater's name of the platform
 * @param files all files but the engine and INSTALL.txt
 */
record ReleaseContents(String program, String engineFolder, List<ReleaseFile> files) {

  private static final String LICENCES = "licenses/Style_Transfer/";

  /**
   * Collects the files.
   *
   * @param built folder that the build filled, such as {@code target/Fiji}
   * @param extra files that both programs get
   */
  static ReleaseContents of(
      final String program,
      final String engineFolder,
      final Path built,
      final List<ReleaseFile> extra)
      throws IOException {
    final List<ReleaseFile> files = new ArrayList<>();
    try (Stream<Path> tree = Files.walk(built)) {
      for (final Path file : tree.filter(Files::isRegularFile).sorted().toList())
        if (!file.getFileName().toString().startsWith(Platform.ENGINE))
          files.add(
              ReleaseFile.copy(
                  built.relativize(file.getParent()).toString().replace('\\', '/') + "/", file));
    }
    files.addAll(documents());
    files.addAll(extra);
    return new ReleaseContents(program, engineFolder, files);
  }

  private static List<ReleaseFile> documents() {
    return Stream.of(
            "LICENSE",
            "CHANGELOG.md",
            "CITATION.cff",
            "src/main/resources/image-readers-licences.txt")
        .map(name -> ReleaseFile.copy(LICENCES, Path.of(name)))
        .toList();
  }

  /** Returns the engine's file on a platform. */
  ReleaseFile engine(final Platform platform, final Path jar) {
    return ReleaseFile.copy(engineFolder.formatted(platform.updater()), jar);
  }
}
