package sc.fiji.styletransfer.batch;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import sc.fiji.styletransfer.StyleTransferException;

/** The command line that starts a virtual machine like this one, with the same classes. */
record JavaCommand(Class<?> main, ClassLoader loader) {

  JavaCommand(final Class<?> main) {
    this(main, main.getClassLoader());
  }

  /**
   * @return program and arguments
   * @throws StyleTransferException if this machine's classes do not come from files
   */
  List<String> words() {
    final List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(JavaCommand::holdsForOthers)
        .forEach(words::add);
    words.addAll(List.of("-Djava.awt.headless=true", "-cp", classPath(), main.getName()));
    return words;
  }

  /** Memory, properties and the like; a debugger can be attached to one machine only. */
  private static boolean holdsForOthers(final String argument) {
    return argument.startsWith("-D")
        || argument.startsWith("-X")
            && !argument.startsWith("-Xrun")
            && !argument.startsWith("-Xdebug");
  }

  /** In plain ImageJ, a class loader of its own has the plugin and the jars beside it. */
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
        "Further processes cannot be started from here, because this plugin was not loaded from"
            + " jar files; set processes to 1.",
        cause);
  }
}
