package sc.fiji.styletransfer.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.styletransfer.StyleTransferException;

class RunChangesTest {

  @ParameterizedTest
  @ValueSource(strings = {"none", "20:content:0.5,35:strokes:2.0", "7:content:2.0,3/1:strokes:0.5"})
  void textAndChangesAreConvertedBothWays(final String text) {
    assertEquals(text, RunChanges.parse(text).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"20", "20:colour:1", "20:content:0", "20:content:-1", "x:content:1"})
  void otherTextIsRefusedWithAnExample(final String text) {
    final StyleTransferException refusal =
        assertThrows(StyleTransferException.class, () -> Settings.CHANGES.parse(text));
    assertEquals(
        "The setting 'changes' cannot be '%s'. Allowed values: none, or changes such as 20:content:0.5,35:strokes:2."
            .formatted(text),
        refusal.getMessage());
  }

  @Test
  void aChangeHoldsFromItsEvaluationUntilTheNextOfItsKind() {
    final RunChanges changes = RunChanges.parse("20:content:0.5,35:strokes:2,40:content:3");
    assertEquals(Adjustment.NONE, changes.at(19));
    assertEquals(new Adjustment(0.5, 1), changes.at(20));
    assertEquals(new Adjustment(0.5, 2), changes.at(39));
    assertEquals(new Adjustment(3, 2), changes.at(1000));
  }

  @Test
  void aNewChangeReplacesThoseThatWereStillToCome() {
    final RunChanges changes = RunChanges.parse("20:content:0.5,35:strokes:2");
    assertEquals(
        "20:content:0.5,30:content:4.0", changes.with(30, new Adjustment(4, 1)).toString());
    assertEquals("none", changes.with(5, Adjustment.NONE).toString());
  }

  @Test
  void theRunOfAPlaneBeginsWithTheFactorsOfThePlaneBefore() {
    final RunChanges changes = RunChanges.parse("20:content:0.5,2/35:strokes:2,2/40:content:1");
    assertEquals("20:content:0.5", changes.ofPlane(1).toString());
    assertEquals("1:content:0.5,35:strokes:2.0,40:content:1.0", changes.ofPlane(2).toString());
    assertEquals("1:strokes:2.0", changes.ofPlane(3).toString());
    RunChanges all = RunChanges.NONE;
    for (int plane = 1; plane <= 3; plane++) all = all.withPlane(plane, changes.ofPlane(plane));
    assertEquals(RunChanges.parse(changes.toString()), all);
    assertEquals(
        "20:content:0.5,2/1:content:1.0",
        changes.withPlane(2, RunChanges.NONE).toString(),
        "the user undid the change between two planes");
  }

  @Test
  void onlyARunWithChangesRecordsThem() {
    final TransferSettings plain = TransferSettings.builder().build();
    assertFalse(plain.record().containsKey("changes"));
    assertFalse(plain.complete().containsKey("changes"));
    final Map<String, String> record =
        plain.change().parse("changes", "3:content:2").build().record();
    assertEquals("3:content:2.0", record.get("changes"));
  }
}
