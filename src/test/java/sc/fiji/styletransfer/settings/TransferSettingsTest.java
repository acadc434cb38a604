package sc.fiji.styletransfer.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import sc.fiji.styletransfer.StyleTransferException;

class TransferSettingsTest {

  @Test
  void aChoiceOverridesThePresetAndThePresetTheFallback() {
    final TransferSettings settings =
        TransferSettings.builder()
            .set(Settings.PRESET, Preset.UDACITY)
            .set(Settings.ITERATIONS, 7)
            .build();
    assertEquals(7, settings.get(Settings.ITERATIONS));
    assertEquals(0.003, settings.get(Settings.LEARNING_RATE));
    assertEquals(Settings.HISTORY.fallback(), settings.get(Settings.HISTORY));
  }

  @ParameterizedTest
  @EnumSource(Preset.class)
  void everythingAPresetSaysIsASettingAndAllowed(final Preset preset) {
    preset.recipe().forEach((name, value) -> Settings.any(name).orElseThrow().parse(value));
  }

  @ParameterizedTest
  @EnumSource(Preset.class)
  void aRecordRepeatsTheSettings(final Preset preset) {
    final TransferSettings settings =
        TransferSettings.builder()
            .set(Settings.PRESET, preset)
            .parse("style-layers", "conv1_1:0.5,relu3_2")
            .parse("contentweight", "2.5")
            .build();
    final TransferSettings.Builder again = TransferSettings.builder();
    settings.record().forEach(again::parse);
    assertEquals(settings.record(), again.build().record());
  }

  @ParameterizedTest
  @CsvSource({
    "iterations, 0",
    "iterations, many",
    "size, -1",
    "style-weight, NaN",
    "content-weight, -1",
    "preset, impressionist",
    "pooling, median",
    "optimizer, sgd",
    "style-layers, conv6_1",
    "style-layers, conv1_1:much",
    "style-layers, conv1_1:-1",
    "device, tpu",
    "brush, large"
  })
  void aValueThatCannotWorkIsRefusedInOneSentence(final String name, final String value) {
    final StyleTransferException thrown =
        assertThrows(
            StyleTransferException.class, () -> TransferSettings.builder().parse(name, value));
    assertTrue(thrown.getMessage().endsWith("."), thrown.getMessage());
    assertFalse(thrown.getMessage().contains("\n"), thrown.getMessage());
  }

  @Test
  void weightsOfZeroForEverythingAreRefused() {
    final TransferSettings.Builder builder =
        TransferSettings.builder()
            .set(Settings.CONTENT_WEIGHT, 0.0)
            .parse("style-layers", "conv1_1:0,conv2_1:0");
    assertThrows(StyleTransferException.class, builder::build);
  }

  @Test
  void keysAreUsableInMacros() {
    // ImageJ finds a key by searching for it, so none may be the tail of another.
    final List<String> keys = Settings.all().stream().map(Setting::key).toList();
    for (final String key : keys)
      for (final String other : keys)
        assertTrue(
            key.equals(other) || !other.endsWith(key), () -> key + " is the tail of " + other);
  }

  @Test
  void everySettingIsDescribed() {
    for (final Setting<?> setting : Settings.all()) {
      assertTrue(setting.help().endsWith("."), setting.name());
      assertFalse(setting.domain().description().isBlank(), setting.name());
      assertFalse(setting.label().isBlank(), setting.name());
    }
  }

  @Test
  void theUdacityPresetHasTheValuesOfTheCourse() {
    final Map<String, String> record =
        TransferSettings.builder().set(Settings.PRESET, Preset.UDACITY).build().record();
    assertEquals(
        "conv1_1:1,conv2_1:0.75,conv3_1:0.2,conv4_1:0.2,conv5_1:0.2", record.get("stylelayers"));
    assertEquals("1000000", record.get("styleweight"));
    assertEquals("adam", record.get("optimizer"));
    assertEquals("2000", record.get("iterations"));
  }
}
