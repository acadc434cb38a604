package sc.fiji.styletransfer.start;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.scijava.MenuPath;
import org.scijava.Priority;
import org.scijava.command.CommandInfo;
import org.scijava.log.LogService;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.plugin.PluginInfo;
import org.scijava.plugin.PluginService;
import org.scijava.service.AbstractService;
import org.scijava.service.Service;

/**
 * Replaces all commands of this plugin by {@link NewerJavaCommand} where Java is too old for them.
 * Without this service, Fiji on Java 8 would show a stack trace for each class that it cannot load.
 *
 * <p>Its priority makes it the first service, before others look for plugins.
 */
@Plugin(type = Service.class, priority = Priority.FIRST)
public final class JavaRequirement extends AbstractService {

  private static final String PLUGIN = "sc.fiji.styletransfer.";

  @Parameter private LogService log;

  @Parameter private PluginService plugins;

  @Override
  public void initialize() {
    final Optional<String> refusal = JavaVersion.refusal();
    if (!refusal.isPresent()) return;
    log.warn(refusal.get());
    final List<PluginInfo<?>> unusable = new ArrayList<>();
    for (final PluginInfo<?> plugin : plugins.getPlugins())
      if (plugin.getClassName().startsWith(PLUGIN) && !isForOldJava(plugin)) unusable.add(plugin);
    plugins.removePlugins(unusable);
    plugins.addPlugin(command());
  }

  private static boolean isForOldJava(final PluginInfo<?> plugin) {
    return plugin.getClassName().startsWith(JavaRequirement.class.getPackage().getName() + ".");
  }

  private static CommandInfo command() {
    final CommandInfo info = new CommandInfo(NewerJavaCommand.class);
    info.setLabel("Style Transfer");
    info.setMenuPath(new MenuPath("Plugins>Style Transfer>Style Transfer..."));
    return info;
  }
}
