package sc.fiji.styletransfer.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.batch.BatchSettings;
import sc.fiji.styletransfer.dialog.DialogPage;
import sc.fiji.styletransfer.job.ImageSettings;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.run.ViewSettings;

/** Users can set at most 35 settings; settings of earlier versions say what replaces them. */
class PublicSettingsTest {

  private static final int MOST = 35;

  private static final List<String> REMOVED_ALTOGETHER =
      List.of("averaging", "tolerance", "blend", "guidance", "feather");

  @Test
  void allFrontDoorsTogetherHaveAtMost35Settings() {
    final Set<Setting<?>> settings = new HashSet<>();
    all().forEach(settings::add);
    assertTrue(settings.size() <= MOST, () -> settings.size() + " settings");
    for (final DialogPage page : DialogPage.values())
      assertTrue(settings.containsAll(page.settings()), page.menuLabel());
  }

  private static Stream<Setting<?>> all() {
    return Stream.of(Settings.all(), ImageSettings.all(), BatchSettings.all(), ViewSettings.all())
        .flatMap(List::stream);
  }

  /** A tooltip of more characters covers half the dialog. */
  private static final int LONGEST_HELP = 400;

  @ParameterizedTest
  @MethodSource("all")
  void theHelpOfASettingGivesAUsualValue(final Setting<?> setting) {
    assertTrue(setting.help().matches("(?s).*[Uu]sually .*"), setting.help());
    assertTrue(setting.help().length() <= LONGEST_HELP, setting.help());
  }

  private static final List<String> NEVER_PUBLIC =
      List.of("moment-weight", "splitting", "splitting-iterations");

  static Stream<String> removed() {
    return Stream.concat(
        REMOVED_ALTOGETHER.stream(),
        Settings.inside().stream().map(Setting::name).filter(name -> !NEVER_PUBLIC.contains(name)));
  }

  @ParameterizedTest
  @MethodSource("removed")
  void aSettingThatIsGoneSaysWhatReplacesIt(final String name) {
    final String sentence = RemovedSettings.sentence(name).orElseThrow();
    assertTrue(sentence.startsWith("The setting '" + name + "' is gone; "), sentence);
    assertTrue(sentence.endsWith("."), sentence);
    assertEquals(sentence, RemovedSettings.sentence(name.replace("-", "")).orElseThrow());
    assertEquals(sentence, RemovedSettings.sentence(name.toUpperCase()).orElseThrow());
  }

  @ParameterizedTest
  @MethodSource("removed")
  void noFrontDoorAcceptsASettingThatIsGone(final String name) {
    final SettingTexts texts = new SettingTexts(Map.of(name.replace("-", ""), "1"));
    final String sentence = RemovedSettings.sentence(name).orElseThrow();
    for (final DialogPage page : DialogPage.values())
      assertEquals(
          sentence,
          assertThrows(StyleTransferException.class, () -> texts.requireKeys(page.keys()))
              .getMessage());
    assertEquals(
        sentence, assertThrows(StyleTransferException.class, texts::refuseRemoved).getMessage());
    assertTrue(Settings.named(name).isEmpty());
  }

  @Test
  void aSettingThatExistsIsNotGone() {
    for (final Setting<?> setting : Settings.all())
      assertTrue(RemovedSettings.sentence(setting.name()).isEmpty(), setting.name());
    assertTrue(RemovedSettings.sentence("brush").isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"averaging", "tolerance", "blend"})
  void codeCannotSetWhatWasRemovedAltogether(final String name) {
    final SettingTexts texts = new SettingTexts(Map.of(name, "0.5"));
    final StyleTransferException thrown =
        assertThrows(StyleTransferException.class, texts::transferSettings);
    assertEquals(RemovedSettings.sentence(name).orElseThrow(), thrown.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "preset, seed, udacity",
    "preset, Seed, udacity",
    "style-formula, seed, udacity",
    "style-formula, balanced, relative",
    "content-formula, balanced, relative"
  })
  void valuesOfEarlierVersionsAreReadAndRecordedUnderTheirNewName(
      final String name, final String earlier, final String now) {
    final Map<String, String> record =
        TransferSettings.builder().parse("preset", "gatys").parse(name, earlier).build().record();
    assertEquals(now, record.get(name.replace("-", "")));
    assertFalse(
        Settings.any(name).orElseThrow().domain().choices().contains(earlier),
        "an earlier value is no choice");
  }

  @Test
  void theRecordHasEveryPublicSettingAndInsideSettingsThatDifferFromThePreset() {
    final List<String> keys = Settings.all().stream().map(Setting::key).toList();
    final TransferSettings preset = TransferSettings.builder().build();
    assertEquals(keys, List.copyOf(preset.record().keySet()));
    final TransferSettings same =
        preset.change().set(Settings.HISTORY, preset.get(Settings.HISTORY)).build();
    assertEquals(preset.record(), same.record());
    final TransferSettings other = preset.change().set(Settings.HISTORY, 7).build();
    assertEquals("7", other.record().get("history"));
    assertEquals(keys.size() + 1, other.record().size());
  }

  @Test
  void theFastPresetMinimisesTheLossOfGatys() {
    final TransferSettings gatys =
        TransferSettings.builder().set(Settings.PRESET, Preset.GATYS).build();
    final TransferSettings fast =
        TransferSettings.builder().set(Settings.PRESET, Preset.GATYS_FAST).build();
    for (final Setting<?> setting :
        List.of(
            Settings.CONTENT_WEIGHT,
            Settings.STYLE_WEIGHT,
            Settings.CONTENT_LAYERS,
            Settings.STYLE_LAYERS,
            Settings.CONTENT_FORMULA,
            Settings.STYLE_FORMULA,
            Settings.STYLE_SCALE,
            Settings.COLOUR,
            Settings.TV_WEIGHT,
            Settings.POOLING,
            Settings.BORDER,
            Settings.EDGE_FADE,
            Settings.INIT,
            Settings.PIXEL_UNITS)) assertEquals(gatys.get(setting), fast.get(setting));
    assertEquals(PrecisionChoice.AUTO, fast.get(Settings.PRECISION));
  }
}
