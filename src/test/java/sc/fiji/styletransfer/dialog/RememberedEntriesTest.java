package sc.fiji.styletransfer.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.Prefs;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.macro.InputKeys;
import sc.fiji.styletransfer.settings.Settings;

class RememberedEntriesTest {

  private static final String[] KEYS = {
    "preset", "size", "stylefile", "styleimage", "saveas", "network"
  };

  @AfterEach
  void forget() {
    for (final String key : KEYS) Prefs.set("styletransfer." + key, null);
  }

  @Test
  void settingsAndFilesAreRememberedButNotImagesNetworkAndResult() {
    RememberedEntries.keep(
        new SettingTexts(
            Map.of(
                "size", "300",
                "stylefile", "/data/my [1.png",
                "styleimage", "a.tif",
                "saveas", "/data/b.png",
                "network", "Built-in")));
    assertEquals(Optional.of("300"), RememberedEntries.of(Settings.SIZE));
    assertEquals(Optional.of("/data/my [1.png"), RememberedEntries.of(InputKeys.STYLE_FILE));
    assertEquals(Optional.empty(), RememberedEntries.of(InputKeys.STYLE_IMAGE));
    assertEquals(Optional.empty(), RememberedEntries.of(InputKeys.SAVE_AS));
    assertEquals(Optional.empty(), RememberedEntries.of(Settings.NETWORK));
  }

  @Test
  void valuesOfEarlierVersionsAreConvertedOrForgotten() {
    RememberedEntries.keep(new SettingTexts(Map.of("preset", "seed", "size", "no number")));
    assertEquals(Optional.of("udacity"), RememberedEntries.of(Settings.PRESET));
    assertEquals(Optional.empty(), RememberedEntries.of(Settings.SIZE));
  }
}
