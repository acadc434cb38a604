package sc.fiji.styletransfer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.styletransfer.loss.LossTerms;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.transfer.Progress;

class ConsoleProgressTest {

  private static String run(final int planes, final int evaluations) {
    Assumptions.assumeTrue(System.console() == null, "a terminal shows a bar");
    final StringWriter err = new StringWriter();
    try (ConsoleProgress progress = ConsoleProgress.create(new PrintWriter(err), 20)) {
      for (int plane = 0; plane < planes; plane++) {
        progress.planeBegins(plane, planes);
        for (int i = 1; i <= evaluations; i++)
          progress.evaluated(
              new Progress(
                  i,
                  evaluations,
                  new PictureSize(30, 20),
                  new LossTerms(1, 2, 0, Map.of()),
                  false,
                  i,
                  (double) i / evaluations,
                  () -> null));
      }
    }
    return err.toString();
  }

  @ParameterizedTest
  @CsvSource({"1,500", "1,3", "7,100", "300,50"})
  void theLinesOfARunFitOnOneScreen(final int planes, final int evaluations) {
    final long lines = run(planes, evaluations).lines().count();
    assertTrue(lines >= Math.min(3, evaluations) && lines <= 42, lines + " lines");
  }

  @Test
  void numbersDoNotDependOnTheLocale() {
    final Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      assertEquals(
          "30 \u00d7 20  iteration 1 of 1  loss 3.000  0 s left",
          run(1, 1).lines().findFirst().orElseThrow());
    } finally {
      Locale.setDefault(before);
    }
  }
}
