package sc.fiji.styletransfer.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Packs a release: for each platform whose engine is there, a zip for Fiji and one for plain
 * ImageJ, and the folder of an update site. The build runs it in the phase {@code package}.
 */
public final class Release {

  private final Path target;
  private final String version;
  private final Map<Platform, Path> engines = new EnumMap<>(Platform.class);

  private Release(final Path target, final String version) throws IOException {
    this.target = target;
    this.version = version;
    for (final Path folder :
        List.of(target.resolve("ImageJ/plugins/jars"), target.resolve("engines")))
      if (Files.isDirectory(folder))
        try (Stream<Path> jars = Files.list(folder)) {
          jars.forEach(jar -> Platform.of(jar).ifPresent(platform -> engines.put(platform, jar)));
        }
  }

  /** Arguments: folder of the build, version, and a weights file to bundle, or nothing. */
  public static void main(final String[] args) throws IOException {
    final Path target = Path.of(args[0]);
    final List<ReleaseFile> network =
        args[2] == null || args[2].isBlank()
            ? List.of()
            : NetworkBundle.of(Path.of(args[2]), target.resolve("bundled-network"));
    new Release(target, args[1]).write(network);
  }

  private void write(final List<ReleaseFile> network) throws IOException {
    final Path folder = target.resolve("release");
    remove(folder);
    Files.createDirectories(folder);
    final ReleaseContents fiji =
        ReleaseContents.of("Fiji", "jars/%s/", target.resolve("Fiji"), network);
    final ReleaseContents imagej =
        ReleaseContents.of("ImageJ", "plugins/jars/", target.resolve("ImageJ"), network);
    for (final Platform platform : engines.keySet())
      for (final ReleaseContents contents : List.of(fiji, imagej)) zip(folder, contents, platform);
    writeSite(folder.resolve("update-site"), fiji);
  }

  private void zip(final Path folder, final ReleaseContents contents, final Platform platform)
      throws IOException {
    final List<ReleaseFile> files = new ArrayList<>();
    files.add(ReleaseFile.text("INSTALL.txt", install(contents.program(), platform)));
    files.addAll(contents.files());
    files.add(contents.engine(platform, engines.get(platform)));
    ReleaseZip.write(
        folder.resolve(
            "Style_Transfer-%s-%s-%s.zip".formatted(version, platform, contents.program())),
        files);
  }

  private String install(final String program, final Platform platform) throws IOException {
    return Files.readString(Path.of("release", "INSTALL-" + program + ".txt"))
        .replace("@version@", version)
        .replace("@platform@", platform.description());
  }

  private void writeSite(final Path folder, final ReleaseContents fiji) throws IOException {
    final UpdateSite site =
        new UpdateSite(
            folder, LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyyMMddHHmmss")));
    for (final ReleaseFile file : fiji.files()) site.add(file, Optional.empty());
    for (final Platform platform : engines.keySet())
      site.add(fiji.engine(platform, engines.get(platform)), Optional.of(platform));
    site.writeList();
  }

  private static void remove(final Path folder) throws IOException {
    if (!Files.exists(folder)) return;
    try (Stream<Path> tree = Files.walk(folder)) {
      for (final Path path : tree.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
    }
  }
}
