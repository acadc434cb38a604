package sc.fiji.styletransfer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Checks the form of the printed table. The figures depend on the machine and are not checked. */
@Tag("slow")
class BenchCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void printsALineForEverySideAndTile() {
    assertEquals(
        0, run("bench", "--sides", "64", "--tiles", "0,32", "--repetitions", "1", "--without-run"));
    final List<String> lines = out.toString().lines().toList();
    assertEquals(9, lines.size(), out::toString);
    assertTrue(lines.get(7).startsWith("| 64 | whole | "), out::toString);
    assertTrue(lines.get(8).startsWith("| 64 | 32 | "), out::toString);
  }

  @Test
  void racesToTheSameLoss() {
    final String race =
        "bench race test-images/scene.png test-images/swirls.png --network random --size 48"
            + " --evaluations 3 --with precision=mixed --with iterations=6";
    assertEquals(0, run(race.split(" ")));
    final List<String> lines = out.toString().lines().toList();
    assertEquals(4, lines.size(), out::toString);
    final double aim = loss(lines.get(1));
    assertTrue(loss(lines.get(2)) <= aim, out::toString);
    assertTrue(lines.get(3).startsWith("ratio of seconds,"), out::toString);
  }

  @Test
  void refusesASettingThatIsNone() {
    assertEquals(
        1,
        run("bench", "race", "test-images/scene.png", "test-images/swirls.png", "--with", "x=1"));
    assertTrue(err.toString().contains("'x'"), err::toString);
  }

  private static double loss(final String line) {
    return Double.parseDouble(line.substring(line.lastIndexOf(',') + 1));
  }

  private int run(final String... args) {
    return Stylize.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }
}
