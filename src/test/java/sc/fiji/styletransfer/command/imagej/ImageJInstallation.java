package sc.fiji.styletransfer.command.imagej;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** A folder as {@code target/ImageJ} has it, and ImageJ started on it. */
public final class ImageJInstallation {

  private static final String PLAIN = "ij-1";

  private static final String MENUS = "plugins.config";

  /**
   * Environment variable of the C library; others ignore it. Memory that was freed goes back to the
   * system at once, so that what is resident tells what is held; by itself the library keeps up to
   * a tenth of it, now and then. The runs take twice as long.
   */
  private static final String NOTHING_KEPT =
      "glibc.malloc.mmap_threshold=65536:glibc.malloc.trim_threshold=65536"
          + ":glibc.malloc.arena_max=1";

  /** The scenario that measures memory. */
  private static final String MEASURED = "many";

  private static final int TIMEOUT_SECONDS = 1200;

  private final Path folder;
  private final List<String> log = new ArrayList<>();

  /**
   * Replaces the folder: packs the compiled classes into a jar in plugins, the menu entries into
   * another, and links what the classes need in plugins/jars.
   */
  public ImageJInstallation(final Path folder) throws IOException {
    this.folder = folder.toAbsolutePath();
    remove(folder);
    final Path jars = Files.createDirectories(folder.resolve("plugins").resolve("jars"));
    pack(Path.of("target", "classes"), folder.resolve("plugins/Style_Transfer-test.jar"));
    packMenus(folder.resolve("plugins/Style_Transfer-test-menus.jar"));
    for (final Path jar : classPath())
      if (Files.isRegularFile(jar) && !jar.getFileName().toString().startsWith(PLAIN))
        Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar.toAbsolutePath());
  }

  private static void remove(final Path folder) throws IOException {
    if (!Files.exists(folder)) return;
    try (Stream<Path> tree = Files.walk(folder)) {
      for (final Path path : tree.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
    }
  }

  private static List<Path> classPath() {
    final String[] entries = System.getProperty("java.class.path").split(File.pathSeparator);
    return Arrays.stream(entries).map(Path::of).toList();
  }

  private static void pack(final Path classes, final Path jar) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> tree = Files.walk(classes)) {
      for (final Path path : (Iterable<Path>) tree.filter(ImageJInstallation::isOfJar)::iterator) {
        out.putNextEntry(new ZipEntry(classes.relativize(path).toString().replace('\\', '/')));
        Files.copy(path, out);
        out.closeEntry();
      }
    }
  }

  /** The menu entries lay in the folder of the classes before they had a jar of their own. */
  private static boolean isOfJar(final Path file) {
    return Files.isRegularFile(file) && !file.endsWith(MENUS);
  }

  private static void packMenus(final Path jar) throws IOException {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry(MENUS));
      Files.copy(Path.of(MENUS), out);
      out.closeEntry();
    }
  }

  /**
   * Runs a scenario of {@link InsideImageJ} in an ImageJ with windows.
   *
   * @return what it found
   */
  public Properties play(final String scenario, final String... jvmOptions) throws Exception {
    return play(List.of(scenario), jvmOptions);
  }

  /**
   * Runs a scenario of {@link InsideImageJ} in an ImageJ with windows.
   *
   * @param scenario its name and its arguments
   * @return what it found
   */
  public Properties play(final List<String> scenario, final String... jvmOptions) throws Exception {
    final Path findings = folder.resolve(scenario.get(0) + ".properties");
    final List<String> command = java(jvmOptions);
    command.addAll(
        List.of(
            "-cp",
            ij() + File.pathSeparator + Path.of("target", "test-classes"),
            InsideImageJ.class.getName(),
            scenario.get(0),
            folder.toString(),
            findings.toString()));
    command.addAll(scenario.subList(1, scenario.size()));
    execute(command, scenario.get(0).equals(MEASURED) ? NOTHING_KEPT : "");
    final Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(findings)) {
      properties.load(reader);
    }
    return properties;
  }

  /**
   * Runs a macro file in an ImageJ without windows, as {@code java -jar ij.jar -batch} does.
   *
   * @return what it wrote to standard output and error
   */
  public List<String> batch(final Path macro, final String argument) throws Exception {
    final List<String> command = java("-Djava.awt.headless=true");
    command.addAll(List.of("-jar", ij().toString(), "-batch", macro.toString(), argument));
    execute(command, "");
    return log;
  }

  private List<String> java(final String... options) {
    final List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dplugins.dir=" + folder);
    command.add("-Duser.home=" + folder);
    // Unpacking the engine into another home again takes minutes on a slow disk.
    command.add("-DDJL_CACHE_DIR=" + Path.of(System.getProperty("user.home"), ".djl.ai"));
    command.addAll(List.of(options));
    return command;
  }

  private static Path ij() {
    return classPath().stream()
        .filter(jar -> jar.getFileName().toString().startsWith(PLAIN))
        .findFirst()
        .orElseThrow();
  }

  private void execute(final List<String> command, final String allocator) throws Exception {
    final Path output = Files.createTempFile(folder, "output", ".txt");
    final ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("GLIBC_TUNABLES", allocator);
    final Process process = builder.start();
    final boolean ended;
    try {
      ended = process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
    log.clear();
    log.addAll(Files.readAllLines(output));
    if (!ended || process.exitValue() != 0)
      throw new AssertionError("ImageJ did not end well: " + String.join("\n", log));
  }

  /** What ImageJ wrote to standard output and error last. */
  public List<String> log() {
    return List.copyOf(log);
  }
}
