package sc.fiji.styletransfer.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ij.ImagePlus;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.styletransfer.display.WindowProcess;
import sc.fiji.styletransfer.image.read.ImageFileReader;

/** The zips of this platform, after the build packed them. */
@Tag("slow")
class ReleaseIT {

  private static final Path RELEASE = Path.of("target", "release");

  private static final int TIMEOUT_MINUTES = 10;

  /** Written by the macro at its end. */
  private static final String DONE = "done.txt";

  private static final int JAVA_8 = 52;

  @TempDir private Path folder;

  @BeforeAll
  static void assumeRelease() {
    assumeTrue(Files.isDirectory(RELEASE), "'mvn package' has not packed a release");
    assumeTrue(Platform.current().isPresent(), "there is no engine for this platform");
  }

  /** A user on a machine that has never seen the plugin, without a network connection. */
  @Test
  void plainImageJPaintsTheDemoFromTheZip() throws Exception {
    // ImageJ makes its menus when a macro saves a picture, also without a display.
    assumeTrue(WindowProcess.canOpenWindows(), WindowProcess.NO_WINDOWS);
    final Path imagej = folder.resolve("ImageJ");
    unzip(zip("ImageJ"), imagej);
    final Path home = Files.createDirectory(folder.resolve("home"));
    final Path result = folder.resolve("result.png");
    final Path macro =
        Files.writeString(
            folder.resolve("demo.ijm"),
            "run(\"Style Transfer (Demo)\");"
                + "\nsaveAs(\"png\", \""
                + result.toString().replace("\\", "/")
                + "\");\nFile.saveString(\"done\", \""
                + folder.resolve(DONE).toString().replace("\\", "/")
                + "\");\n");
    final List<String> log = run(imagej, home, macro);
    assertTrue(Files.exists(result), () -> String.join("\n", log));
    final ImagePlus picture = new ImageFileReader().open(result);
    assertEquals(384, picture.getWidth());
    assertFalse(
        log.stream().anyMatch(line -> line.contains("Exception")), () -> String.join("\n", log));
  }

  private List<String> run(final Path imagej, final Path home, final Path macro)
      throws IOException, InterruptedException {
    final List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add("-Duser.home=" + home);
    words.add("-Dplugins.dir=" + imagej);
    // Nothing listens there: each attempt to use the network fails.
    for (final String scheme : List.of("http", "https"))
      words.addAll(List.of("-D" + scheme + ".proxyHost=127.0.0.1", "-D" + scheme + ".proxyPort=9"));
    words.addAll(List.of("-jar", ij().toString(), "-macro", macro.toString()));
    final Path log = folder.resolve("log.txt");
    final ProcessBuilder builder =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile());
    // Threads that wait for work must not take the cores from those that have some.
    builder.environment().put("OMP_WAIT_POLICY", "PASSIVE");
    builder.environment().put("XDG_CACHE_HOME", home.resolve("cache").toString());
    final Process process = builder.start();
    try {
      awaitDone(process);
    } finally {
      process.destroyForcibly().waitFor();
    }
    return Files.readAllLines(log);
  }

  /** Waits until the macro has written its last file, or ImageJ has ended. */
  private void awaitDone(final Process process) throws InterruptedException {
    final long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(TIMEOUT_MINUTES);
    while (!Files.exists(folder.resolve(DONE)) && System.nanoTime() < end)
      if (process.waitFor(1, TimeUnit.SECONDS)) return;
  }

  private static Path ij() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(jar -> jar.getFileName().toString().startsWith("ij-1"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void eachZipHasItsChecksumAndTheInstructions() throws Exception {
    for (final String program : List.of("Fiji", "ImageJ")) {
      final Path zip = zip(program);
      final MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(Files.readAllBytes(zip));
      assertEquals(
          HexFormat.of().formatHex(digest.digest()) + "  " + zip.getFileName() + "\n",
          Files.readString(zip.resolveSibling(zip.getFileName() + ".sha256")));
      try (ZipFile file = new ZipFile(zip.toFile())) {
        final String text = text(file, "INSTALL.txt");
        assertEquals(10, text.lines().count());
        assertFalse(text.contains("@"), text);
        assertTrue(text(file, "licenses/Style_Transfer/CHANGELOG.md").startsWith("# Changelog"));
      }
    }
  }

  /** Fiji would show the entries of plain ImageJ beside the SciJava commands. */
  @Test
  void onlyImageJGetsTheMenuEntriesOfPlainImageJ() throws Exception {
    assertEquals(List.of(), jarsWithMenus("Fiji"));
    final List<String> jars = jarsWithMenus("ImageJ");
    assertEquals(1, jars.size(), jars::toString);
    assertTrue(jars.get(0).endsWith("-menus.jar"), jars::toString);
  }

  private static List<String> jarsWithMenus(final String program) throws IOException {
    final List<String> found = new ArrayList<>();
    try (ZipFile zip = new ZipFile(zip(program).toFile())) {
      for (final ZipEntry jar : zip.stream().filter(ReleaseIT::isPlugin).toList())
        try (ZipInputStream in = new ZipInputStream(zip.getInputStream(jar))) {
          for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry())
            if (entry.getName().equals("plugins.config")) found.add(jar.getName());
        }
    }
    return found;
  }

  private static boolean isPlugin(final ZipEntry entry) {
    return entry.getName().startsWith("plugins/Style_Transfer");
  }

  @Test
  void whatRunsFirstIsMadeForJava8() throws Exception {
    try (ZipFile zip = new ZipFile(zip("Fiji").toFile())) {
      final ZipEntry jar = zip.stream().filter(ReleaseIT::isPlugin).findFirst().orElseThrow();
      int seen = 0;
      try (ZipInputStream in = new ZipInputStream(zip.getInputStream(jar))) {
        for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry())
          if (entry.getName().matches("sc/fiji/styletransfer/start/.*\\.class")) {
            assertEquals(JAVA_8, in.readNBytes(8)[7], entry::getName);
            seen++;
          }
      }
      assertTrue(seen >= 4, "classes that run first: " + seen);
    }
  }

  @Test
  void theUpdateSiteHasTheFilesOfItsList() throws Exception {
    final Path site = RELEASE.resolve("update-site");
    assertTrue(Files.exists(site.resolve("db.xml.gz")));
    try (Stream<Path> tree = Files.walk(site)) {
      final List<String> files =
          tree.filter(Files::isRegularFile).map(file -> file.getFileName().toString()).toList();
      assertTrue(
          files.stream().anyMatch(name -> name.matches("Style_Transfer-.*\\.jar-\\d{14}")),
          files::toString);
    }
  }

  private static Path zip(final String program) throws IOException {
    final String end = "-" + Platform.current().orElseThrow() + "-" + program + ".zip";
    try (Stream<Path> files = Files.list(RELEASE)) {
      return files.filter(file -> file.toString().endsWith(end)).findFirst().orElseThrow();
    }
  }

  private static String text(final ZipFile zip, final String name) throws IOException {
    try (InputStream in = zip.getInputStream(zip.getEntry(name))) {
      return new String(in.readAllBytes());
    }
  }

  private static void unzip(final Path zip, final Path target) throws IOException {
    try (ZipFile file = new ZipFile(zip.toFile())) {
      for (final ZipEntry entry : file.stream().toList()) {
        final Path path = target.resolve(entry.getName());
        Files.createDirectories(path.getParent());
        try (InputStream in = file.getInputStream(entry)) {
          Files.copy(in, path);
        }
      }
    }
  }
}
