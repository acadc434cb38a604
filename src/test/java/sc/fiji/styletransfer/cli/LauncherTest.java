package sc.fiji.styletransfer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ij.ImagePlus;
import ij.process.ColorProcessor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.styletransfer.image.write.ImageFileWriter;

/** The script bin/stylize as a shell runs it. */
@Tag("slow")
@Timeout(180)
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

  @TempDir private Path folder;

  /** A checkout whose own path has spaces, and a link to the script in another folder. */
  private void checkOut() throws IOException {
    final Path checkout = folder.resolve("my check out");
    final Path script = Files.createDirectories(checkout.resolve("bin")).resolve("stylize");
    Files.copy(Path.of("bin", "stylize"), script, StandardCopyOption.COPY_ATTRIBUTES);
    final Path target = Files.createDirectory(checkout.resolve("target"));
    Files.createSymbolicLink(
        target.resolve("classes"), Path.of("target", "classes").toAbsolutePath());
    Files.writeString(target.resolve("stylize.classpath"), System.getProperty("java.class.path"));
    final Path elsewhere = Files.createDirectory(folder.resolve("else where"));
    Files.createSymbolicLink(folder.resolve("first link"), script);
    Files.createSymbolicLink(elsewhere.resolve("link"), Path.of("../first link"));
    new ImageFileWriter()
        .write(new ImagePlus("", new ColorProcessor(20, 18)), elsewhere.resolve("a.png"));
  }

  /** Names beyond ASCII stand in a script, because this process may have the locale C itself. */
  @Test
  void anyNameWorksThroughLinksInTheLocaleC() throws Exception {
    checkOut();
    final String script =
        """
        export LC_ALL=C LANG=C
        cp a.png 'Größe 写真.png'
        cp a.png ./-hyphen.png
        mkdir 'ü'
        ./link 'Größe 写真.png' a.png -o 'ü/Ergebnis \uD83D\uDE00.png' \\
          --iterations 1 --network builtin --device cpu || exit 1
        [ -s 'ü/Ergebnis \uD83D\uDE00.png' ] || exit 2
        ./link -o out.png --iterations 1 --network builtin --device cpu \\
          -- -hyphen.png a.png || exit 3
        [ -s out.png ] || exit 4
        """;
    final Path file = folder.resolve("else where").resolve("script.sh");
    Files.write(file, script.getBytes(StandardCharsets.UTF_8));
    final ProcessBuilder builder =
        new ProcessBuilder("sh", "script.sh")
            .directory(file.getParent().toFile())
            .redirectErrorStream(true);
    final Process process = builder.start();
    process.getOutputStream().close();
    final String output = new String(process.getInputStream().readAllBytes());
    assertEquals(0, process.waitFor(), output);
  }

  /** A stand-in for Maven takes a second for a build and fails if another build is going on. */
  @Test
  void ofTwoFirstStartsOneBuildsAndANewerSourceBuildsOnce() throws Exception {
    checkOut();
    Files.delete(folder.resolve("my check out/target/stylize.classpath"));
    Files.writeString(folder.resolve("my check out/pom.xml"), "");
    Files.writeString(folder.resolve("classes"), System.getProperty("java.class.path"));
    final Path tools = Files.createDirectory(folder.resolve("tools"));
    final Path maven =
        Files.writeString(
            tools.resolve("mvn"),
            """
            #!/bin/sh
            mkdir building || exit 9
            echo build >>builds
            sleep 1
            for word in "$@"
            do case $word in -Dmdep.outputFile=*) cp ../classes "${word#*=}" ;; esac
            done
            rmdir building
            """);
    final String script =
        """
        chmod +x '%s'
        PATH='%s':$PATH
        ./link --version >first.txt 2>&1 & first=$!
        ./link --version >second.txt 2>&1 & second=$!
        wait $first || { cat first.txt; exit 1; }
        wait $second || { cat second.txt; exit 2; }
        cmp first.txt second.txt || exit 3
        [ "$(wc -l <'../my check out/builds')" -eq 1 ] || exit 4
        mkdir -p '../my check out/src/main'
        touch '../my check out/src/main/Changed.java'
        ./link --version && ./link --version
        """
            .formatted(maven, tools);
    final Process process =
        new ProcessBuilder("sh", "-c", script)
            .directory(folder.resolve("else where").toFile())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    final String output = new String(process.getInputStream().readAllBytes());
    assertEquals(0, process.waitFor(), output);
    final Path checkout = folder.resolve("my check out");
    assertEquals("build\nbuild\n", Files.readString(checkout.resolve("builds")));
    assertFalse(Files.exists(checkout.resolve("target/stylize.lock")));
  }
}
