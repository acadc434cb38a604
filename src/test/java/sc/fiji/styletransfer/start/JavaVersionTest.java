package sc.fiji.styletransfer.start;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JavaVersionTest {

  private static final int JAVA_8 = 52;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"17", "21", "25"})
  void theNeededVersionAndNewerOnesAreAccepted(final String version) {
    assertEquals(Optional.empty(), JavaVersion.refusal(version));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.8", "11", "16"})
  void olderVersionsAreRefusedInOneSentence(final String version) {
    final String refusal = JavaVersion.refusal(version).orElseThrow();
    assertTrue(refusal.contains("Java " + version.replace("1.8", "8") + " here"), refusal);
    assertTrue(refusal.contains("Fiji-Latest"), refusal);
    assertEquals(refusal.length() - 1, refusal.indexOf('.'), refusal);
  }

  /** The compiler refuses methods and classes that Java 8 lacks, and other packages' classes. */
  @Test
  void thePackageCompilesForJava8() throws IOException {
    final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    final Path sources = Path.of("src", "main", "java", "sc", "fiji", "styletransfer", "start");
    final List<Path> files;
    try (Stream<Path> found = Files.list(sources)) {
      files = found.sorted().toList();
    }
    try (var manager = compiler.getStandardFileManager(null, null, null)) {
      final List<String> options =
          List.of("--release", "8", "-proc:none", "-Xlint:-options", "-d", folder.toString());
      final var units = manager.getJavaFileObjectsFromPaths(files);
      assertTrue(compiler.getTask(null, manager, null, options, null, units).call());
    }
    assertEquals(JAVA_8, classVersion(folder.resolve(folderOf(JavaRequirement.class))));
  }

  private static String folderOf(final Class<?> type) {
    return type.getName().replace('.', '/') + ".class";
  }

  private static int classVersion(final Path file) throws IOException {
    try (InputStream bytes = Files.newInputStream(file);
        DataInputStream in = new DataInputStream(bytes)) {
      in.readInt(); // the magic number
      in.readUnsignedShort(); // the minor version
      return in.readUnsignedShort();
    }
  }
}
