package sc.fiji.styletransfer.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParseException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.image.read.Damage;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.job.TransferObserver;

/**
 * Garbles job lines at random. Each line is a job or no job, and each job has settings, or a
 * sentence that refuses them.
 *
 * <p>{@code -Dfuzz.cases=20000} sets the number of lines, {@code -Dfuzz.seed} the first seed.
 */
class DamagedJobLinesTest {

  private static final Logger LOG = LoggerFactory.getLogger(DamagedJobLinesTest.class);

  private static final int CASES = Integer.getInteger("fuzz.cases", 2000);
  private static final long SEED = Long.getLong("fuzz.seed", 17);
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private static final String WHOLE =
      new TransferJob(
              "/data/my images/a,b [1].tif",
              "/data/Größe \"3\".png",
              "/out/a-b.tif",
              Map.of(
                  "iterations", "200",
                  "size", "512",
                  "style-weight", "1e4",
                  "preset", "gatys-fast",
                  "result", "own-depth",
                  "slices", "2-5",
                  "memory", "6G",
                  "content-labels", "labels, all.png"))
          .toJson();

  private static final String[] PIECES = {
    "\"", "\\", "{", "}", "[", "]", ":", ",", "null", "\\u0000", "1e999", "-1", "NaN", "\n", "true"
  };

  @Test
  void everyDamagedLineGivesAJobOrASentence() {
    LOG.info("{} damaged job lines from seed {}", CASES, SEED);
    int jobs = 0;
    for (int i = 0; i < CASES; i++) {
      final String line = Damage.to(WHOLE, PIECES, new Random(SEED + i));
      jobs += assertTimeoutPreemptively(LIMIT, () -> outcome(line), line);
    }
    LOG.info("{} of {} damaged lines are jobs with settings", jobs, CASES);
    assertTrue(jobs > CASES / 20 && jobs < CASES, "jobs " + jobs);
  }

  private static int outcome(final String line) {
    try {
      final SettingTexts settings = new SettingTexts(TransferJob.fromJson(line).settings());
      settings.refuseRemoved();
      settings.record();
      return 1;
    } catch (final JsonParseException e) {
      assertTrue(e.getMessage().matches("The line is .*\\."), e.getMessage());
    } catch (final StyleTransferException e) {
      assertTrue(e.getMessage().endsWith("."), e.getMessage());
      assertFalse(e.getMessage().matches("(?s).*[a-z](Exception|Error).*"), e.getMessage());
    }
    return 0;
  }

  @ParameterizedTest
  @ValueSource(strings = {"content", "style", "output"})
  void aNameThatNoSystemAllowsFailsInASentence(final String part, @TempDir final Path folder) {
    final String name = folder + "/a\0b.tif";
    final String other = folder.resolve("a.tif").toString();
    final TransferJob job =
        new TransferJob(
            part.equals("content") ? name : other,
            part.equals("style") ? name : other,
            part.equals("output") ? name : folder.resolve("b.tif").toString(),
            Map.of("network", "builtin", "device", "cpu"));
    try (JobEngine engine = new JobEngine()) {
      final JobOutcome outcome = engine.perform(job, TransferObserver.NONE);
      assertEquals(BatchEntry.Outcome.FAILED, outcome.outcome());
      assertTrue(outcome.note().startsWith("This system allows no file named '"), outcome.note());
    }
  }
}
