package sc.fiji.styletransfer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A virtual machine of its own with the classes of the tests. */
public final class JavaProcess {

  private JavaProcess() {}

  /**
   * @param main class that it runs
   * @param memory of its heap, such as {@code 256m}
   * @param arguments of the class
   * @return not yet started
   */
  public static ProcessBuilder of(
      final Class<?> main, final String memory, final String... arguments) {
    final List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add("--enable-native-access=ALL-UNNAMED");
    words.add("-Xmx" + memory);
    words.add("-Duser.home=" + System.getProperty("user.home"));
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    words.addAll(List.of(arguments));
    return new ProcessBuilder(words);
  }
}
