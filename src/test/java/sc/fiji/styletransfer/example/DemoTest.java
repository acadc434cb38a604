package sc.fiji.styletransfer.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.display.ImageJDisplay;
import sc.fiji.styletransfer.job.RunRecord;

class DemoTest {

  private static final int MOST_BYTES = 2_000_000;

  @Test
  void theDemoPaintsWithoutADisplay() {
    final List<ImagePlus> shown = new ArrayList<>();
    final ImagePlus result = new Demo(shown::add, 32, 2).perform(new ImageJDisplay());
    assertSame(result, shown.get(0));
    assertEquals(32, result.getWidth());
    assertEquals("2", RunRecord.read(result).get("iterations"));
    assertTrue(result.getTitle().startsWith("scene"), result::getTitle);
  }

  @Test
  void theImagesInTheJarTakeLittleSpace() throws IOException {
    int bytes = 0;
    for (final SampleImage image : SampleImage.values())
      try (InputStream in = SampleImage.class.getResourceAsStream(image.title())) {
        bytes += in.readAllBytes().length;
      }
    assertTrue(bytes < MOST_BYTES, () -> "the sample images have more than 2 MB");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "One_Image.ijm",
        "Folder.ijm",
        "Several_Styles.ijm",
        "Regions_of_the_ROI_Manager.ijm",
        "Time_Series.ijm"
      })
  void theMenuHelpFindsEachMacro(final String name) {
    assertTrue(new ExampleMacro(name).text().contains("run(\"Style Transfer"), name);
  }

  @Test
  void aMissingMacroIsNamed() {
    final String message =
        assertThrows(StyleTransferException.class, () -> new ExampleMacro("None.ijm").text())
            .getMessage();
    assertTrue(message.contains("None.ijm"), message);
  }
}
