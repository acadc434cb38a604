package sc.fiji.styletransfer.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import sc.fiji.styletransfer.StyleTransferException;

class FailureReasonTest {

  @Test
  void aRefusalSpeaksForItself() {
    assertEquals("Choose a file.", FailureReason.of(new StyleTransferException("Choose a file.")));
  }

  @Test
  void anErrorWithoutAMessageIsNamed() {
    assertEquals(
        "An internal error ended the run (java.lang.IllegalStateException); please report it.",
        FailureReason.of(new IllegalStateException()));
  }

  @Test
  void errorsOfTheMachineSayWhatToDo() {
    assertTrue(FailureReason.of(new OutOfMemoryError()).contains("larger heap"));
    assertTrue(FailureReason.of(new StackOverflowError()).contains("damaged"));
  }
}
