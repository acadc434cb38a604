package sc.fiji.styletransfer.start;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.plugin.PluginInfo;
import org.scijava.plugin.PluginService;

/** The commands of Fiji where Java is too old; the tests change the property that tells. */
class JavaRequirementTest {

  private static final String PROPERTY = "java.specification.version";

  private final String version = System.getProperty(PROPERTY);

  @AfterEach
  void restoreVersion() {
    System.setProperty(PROPERTY, version);
  }

  @Test
  void oneCommandThatNamesTheReasonReplacesAllOthersWhereJavaIsTooOld() throws Exception {
    System.setProperty(PROPERTY, "1.8");
    try (Context context = new Context()) {
      final List<CommandInfo> commands = commands(context);
      assertEquals(
          List.of("Plugins > Style Transfer > Style Transfer..."),
          commands.stream()
              .map(info -> info.getMenuPath().getMenuString())
              .collect(Collectors.toList()));
      assertEquals(List.of(), others(context));
      final Module module = context.service(CommandService.class).run(commands.get(0), true).get();
      assertEquals(JavaVersion.refusal(), Optional.of(reason(module)));
    }
  }

  private static String reason(final Module module) {
    return ((NewerJavaCommand) module.getDelegateObject()).getCancelReason();
  }

  @Test
  void allCommandsButThatOneAreThereWhereJavaIsNewEnough() {
    try (Context context = new Context()) {
      final List<CommandInfo> commands = commands(context);
      assertTrue(commands.size() >= 4, commands::toString);
      for (final CommandInfo command : commands)
        assertFalse(command.getClassName().contains(".start."), command::toString);
      assertFalse(others(context).isEmpty());
    }
  }

  private static List<CommandInfo> commands(final Context context) {
    return context.service(CommandService.class).getCommands().stream()
        .filter(info -> info.getClassName().startsWith("sc.fiji.styletransfer."))
        .filter(info -> info.getMenuPath() != null && !info.getMenuPath().isEmpty())
        .toList();
  }

  /** Plugins of other kinds, such as preprocessors, each of which would fail at every command. */
  private static List<PluginInfo<?>> others(final Context context) {
    return context.service(PluginService.class).getPlugins().stream()
        .filter(info -> info.getClassName().startsWith("sc.fiji.styletransfer."))
        .filter(info -> info.getPluginType() != Command.class)
        .filter(info -> !info.getClassName().contains(".start."))
        .filter(info -> !info.getClassName().contains("Test"))
        .collect(Collectors.toList());
  }
}
