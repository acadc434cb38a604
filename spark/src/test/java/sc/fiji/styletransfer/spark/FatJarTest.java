package sc.fiji.styletransfer.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The jar for spark-submit holds what the command needs, no native code, and nothing of Spark. */
@Tag("cluster")
class FatJarTest {

  @Test
  void holdsNoNativeLibrary() throws IOException {
    final List<String> libraries =
        entries(TestCluster.jars().get(0)).stream()
            .filter(name -> name.matches(".*\\.(so(\\..*)?|dll|dylib|jnilib)"))
            .toList();
    assertEquals(List.of(), libraries);
  }

  @Test
  void holdsNoClassOfSpark() throws IOException {
    final Set<String> own = classes(TestCluster.jars().get(0));
    assertTrue(own.contains("sc/fiji/styletransfer/cli/Stylize.class"));
    assertTrue(own.contains("sc/fiji/styletransfer/spark/StylizeSpark.class"));
    for (final String jar : TestCluster.sparkJars()) {
      final Set<String> common = new TreeSet<>(classes(jar));
      common.retainAll(own);
      assertEquals(Set.of(), common, jar);
    }
  }

  private static Set<String> classes(final String jar) throws IOException {
    return entries(jar).stream()
        .filter(name -> name.endsWith(".class") && !name.endsWith("module-info.class"))
        .collect(Collectors.toSet());
  }

  private static List<String> entries(final String jar) throws IOException {
    try (JarFile file = new JarFile(jar)) {
      return file.stream().map(ZipEntry::getName).toList();
    }
  }
}
