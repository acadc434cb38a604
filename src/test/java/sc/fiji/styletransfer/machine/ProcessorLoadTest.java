package sc.fiji.styletransfer.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether other programs took processors from this one. */
class ProcessorLoadTest {

  @ParameterizedTest
  @CsvSource({
    "0.85, 0.84, false", // alone, on all processors
    "0.97, 0.50, true", // another program on every second processor
    "1.00, 0.95, false", // the system's own work
    "0.60, 0.10, false", // others, while processors are free
    "-1, -1, false", // unknown
    "0.97, -1, false"
  })
  void programsWaitOnlyWhenAllProcessorsAreBusy(
      final double all, final double own, final boolean crowded) {
    assertEquals(crowded, ProcessorLoad.isCrowded(all, own));
  }
}
