package sc.fiji.styletransfer.command;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import java.io.File;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scijava.ItemVisibility;
import org.scijava.command.CommandInfo;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.dialog.DialogPage;
import sc.fiji.styletransfer.dialog.InitialValue;
import sc.fiji.styletransfer.prompt.NetworkEntry;
import sc.fiji.styletransfer.settings.RemovedSettings;
import sc.fiji.styletransfer.settings.Setting;

/** The annotations of the commands have the texts of the settings. */
class ParameterDescriptionTest {

  private static final Set<Class<?>> INPUT_TYPES =
      Set.of(String.class, File.class, ImagePlus.class, StyleImage.class);

  private static Class<? extends StyleCommand> command(final DialogPage page) {
    return switch (page) {
      case BASIC -> StyleTransferCommand.class;
      case EXPERT -> ExpertCommand.class;
      case FOLDER -> FolderCommand.class;
    };
  }

  @TestFactory
  Stream<DynamicTest> everySettingIsDescribedOnce() {
    return Stream.of(DialogPage.values())
        .flatMap(
            page ->
                Stream.concat(page.settings().stream(), page.hiddenSettings().stream())
                    .map(
                        setting ->
                            DynamicTest.dynamicTest(
                                page + " " + setting.name(), () -> check(page, setting))));
  }

  private static <T> void check(final DialogPage page, final Setting<T> setting) {
    final CommandInfo info = new CommandInfo(command(page));
    final ModuleItem<?> item = info.getInput(setting.key());
    final Object value = item.getDefaultValue();
    assertAll(
        () -> assertEquals(setting.label(), item.getLabel()),
        () -> assertEquals(setting.help(), item.getDescription()),
        () -> assertEquals(InitialValue.text(setting), defaultText(info, setting)),
        () -> checkRange(setting, item),
        () -> assertFalse(item.isPersisted(), "SciJava would remember values of macros"),
        () -> assertEquals(page.settings().contains(setting), isShown(item)));
    assertFalse(value != null && !item.isRequired(), "a setting always has a value");
  }

  private static boolean isShown(final ModuleItem<?> item) {
    return item.getVisibility() == ItemVisibility.NORMAL;
  }

  private static <T> String defaultText(final CommandInfo info, final Setting<T> setting)
      throws Exception {
    final Module module = info.createModule();
    return setting.format(setting.parse(module.getInput(setting.key()).toString()));
  }

  /** Choices are the same, and the ends of a range are the last values the setting allows. */
  private static <T> void checkRange(final Setting<T> setting, final ModuleItem<?> item) {
    if (item.getType() == String.class) {
      final List<?> choices = item.getChoices() == null ? List.of() : item.getChoices();
      assertEquals(NetworkEntry.choices(setting), choices);
    } else if (item.getType() != boolean.class) {
      final BigDecimal min = new BigDecimal(item.getMinimumValue().toString());
      final BigDecimal max = new BigDecimal(item.getMaximumValue().toString());
      setting.parse(min.toPlainString());
      setting.parse(max.toPlainString());
      final BigDecimal little = min.signum() == 0 ? BigDecimal.ONE : min;
      assertThrows(
          StyleTransferException.class, () -> setting.parse(min.subtract(little).toPlainString()));
      assertThrows(
          StyleTransferException.class,
          () -> setting.parse(max.add(BigDecimal.ONE).toPlainString()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aCommandHasTheKeysOfItsPage(final DialogPage page) {
    final Set<String> keys = new HashSet<>();
    for (final ModuleItem<?> item : new CommandInfo(command(page)).inputs())
      if (INPUT_TYPES.contains(item.getType()) || item.getType().isPrimitive())
        keys.add(item.getName());
    final Set<String> expected = new HashSet<>(page.keys());
    RemovedSettings.names().forEach(name -> expected.add(name.replace("-", "")));
    assertEquals(expected, keys);
  }

  @ParameterizedTest
  @EnumSource
  void noKeyIsTheTailOfAnother(final DialogPage page) {
    final List<String> clashes = new ArrayList<>();
    for (final String one : page.keys())
      for (final String other : page.keys())
        if (!one.equals(other) && other.endsWith(one)) clashes.add(one + " in " + other);
    assertEquals(List.of(), clashes);
  }

  @ParameterizedTest
  @EnumSource
  void keysAreLowerCaseWords(final DialogPage page) {
    page.keys().forEach(key -> assertTrue(key.matches("[a-z]+"), key));
  }

  @ParameterizedTest
  @EnumSource
  void menuEntriesOfBothWorldsAreTheSame(final DialogPage page) throws IOException {
    final String label = page.menuLabel();
    final String path = new CommandInfo(command(page)).getMenuPath().getMenuString();
    assertEquals("Plugins > Style Transfer > " + label, path);
    final String config = Files.readString(Path.of("plugins.config"));
    assertTrue(config.contains("\nPlugins>Style Transfer, \"" + label + "\", "), config);
  }
}
