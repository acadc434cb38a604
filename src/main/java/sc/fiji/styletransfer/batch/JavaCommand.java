package sc.fiji.styletransfer.batch;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.files.TemporaryFolder;

/**
 * The command that starts another virtual machine with the options and classes of this one. Windows
 * limits a command to 32,767 characters; a longer one is kept in an argument file, which {@link
 * #close} deletes.
 */
public final class JavaCommand implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(JavaCommand.class);

  /** Characters of the arguments above which they go into a file. */
  static final int LONGEST_ARGUMENTS = 16_000;

  private final Class<?> main;
  private final ClassLoader loader;
  private final TemporaryFolder temporary;
  private Path argumentFile;

  /**
   * @param main class that the other virtual machine runs
   */
  public JavaCommand(final Class<?> main) {
    this(main, main.getClassLoader());
  }

  JavaCommand(final Class<?> main, final ClassLoader loader) {
    this(main, loader, TemporaryFolder.ofProcess());
  }

  JavaCommand(final Class<?> main, final ClassLoader loader, final TemporaryFolder temporary) {
    this.main = main;
    this.loader = loader;
    this.temporary = temporary;
  }

  /**
   * Returns the program and its arguments.
   *
   * @return the words of the command
   * @throws StyleTransferException if the classes of this virtual machine do not come from files
   */
  public List<String> arguments() {
    return arguments(LONGEST_ARGUMENTS);
  }

  List<String> arguments(final int longest) {
    final List<String> arguments = new ArrayList<>();
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(JavaCommand::isTransferable)
        .forEach(arguments::add);
    arguments.addAll(List.of("-Djava.awt.headless=true", "-cp", classPath(), main.getName()));
    final String program = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    final List<String> command = new ArrayList<>(List.of(program));
    if (arguments.stream().mapToInt(String::length).sum() <= longest) command.addAll(arguments);
    else command.add("@" + file(arguments));
    return command;
  }

  private Path file(final List<String> arguments) {
    try {
      if (argumentFile == null) argumentFile = temporary.newFile(".arguments");
      final String text =
          arguments.stream().map(JavaCommand::quoted).collect(Collectors.joining("\n"));
      // The launcher passes the bytes of the file on as if they were arguments.
      final String encoding = System.getProperty("sun.jnu.encoding");
      return Files.write(argumentFile, text.getBytes(Charset.forName(encoding)));
    } catch (final IOException e) {
      throw temporary.unusable(e, "Make room there, or set processes to 1.");
    }
  }

  private static String quoted(final String argument) {
    return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** Memory, properties and the like; only one virtual machine can listen on a debugger's port. */
  private static boolean isTransferable(final String argument) {
    return argument.startsWith("-D")
        || argument.startsWith("-X")
            && !argument.startsWith("-Xrun")
            && !argument.startsWith("-Xdebug");
  }

  /** In plain ImageJ, the plugin and the jar files beside it have their own class loader. */
  private String classPath() {
    final Set<String> files = new LinkedHashSet<>();
    ClassLoader next = loader;
    for (; next instanceof URLClassLoader jars; next = next.getParent())
      for (final URL url : jars.getURLs()) files.add(file(url));
    if (next != ClassLoader.getSystemClassLoader()) throw noFiles(null);
    files.addAll(List.of(System.getProperty("java.class.path").split(File.pathSeparator)));
    return String.join(File.pathSeparator, files);
  }

  private static String file(final URL url) {
    try {
      return Path.of(url.toURI()).toString();
    } catch (final URISyntaxException | IllegalArgumentException e) {
      throw noFiles(e);
    }
  }

  private static StyleTransferException noFiles(final Exception cause) {
    return new StyleTransferException(
        "Child processes cannot be started, because this plugin was not loaded from jar files; set"
            + " processes to 1.",
        cause);
  }

  /** Deletes the argument file, which a virtual machine reads when it starts. */
  @Override
  public void close() {
    try {
      if (argumentFile != null) Files.deleteIfExists(argumentFile);
    } catch (final IOException e) {
      LOG.warn("The temporary file {} cannot be deleted; delete it by hand", argumentFile, e);
    }
  }
}
