package sc.fiji.styletransfer.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.ImagePlus;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InfoRecordTest {

  private final Map<String, String> entries = new LinkedHashMap<>();

  InfoRecordTest() {
    entries.put("Seed", "7");
    entries.put("Style", "a\nb");
  }

  @Test
  void entriesComeAfterTheOldText() {
    final ImagePlus image = new ImagePlus("a", TestImages.plane(8, 2, 2, 1));
    image.setProperty("Info", "Microscope: one");
    InfoRecord.append(image, entries);
    assertEquals("Microscope: one\nSeed: 7\nStyle: a b\n", image.getInfoProperty());
  }

  @Test
  void withoutOldTextTheyStandAlone() {
    final ImagePlus image = new ImagePlus("a", TestImages.plane(8, 2, 2, 1));
    InfoRecord.append(image, entries);
    assertEquals("Seed: 7\nStyle: a b\n", image.getInfoProperty());
  }
}
