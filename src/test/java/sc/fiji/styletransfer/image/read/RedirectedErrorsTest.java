package sc.fiji.styletransfer.image.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.IJ;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.styletransfer.image.read.ImageFileReader.RedirectedErrors;

class RedirectedErrorsTest {

  private boolean before;

  @BeforeEach
  void remember() {
    before = IJ.redirectingErrorMessages();
  }

  @AfterEach
  void restore() {
    IJ.redirectErrorMessages(before);
  }

  /** Two runs read images at the same time, and the first to begin is the first to end. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theLastReaderRestoresWhatWasBeforeTheFirst(final boolean redirected) {
    IJ.redirectErrorMessages(redirected);
    final RedirectedErrors first = new RedirectedErrors();
    final RedirectedErrors second = new RedirectedErrors();
    first.close();
    assertEquals(true, IJ.redirectingErrorMessages(), "while the second still reads");
    second.close();
    assertEquals(redirected, IJ.redirectingErrorMessages());
  }
}
