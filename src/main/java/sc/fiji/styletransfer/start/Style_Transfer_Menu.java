package sc.fiji.styletransfer.start;

import ij.IJ;
import ij.plugin.PlugIn;
import java.lang.reflect.InvocationTargetException;
import java.util.Optional;

/**
 * Every menu entry of plain ImageJ: checks the version of Java, then runs the class that the entry
 * is about. The class name has an underscore, because ImageJ then shows an error if a jar is
 * missing, instead of doing nothing.
 */
public final class Style_Transfer_Menu implements PlugIn {

  private static final String COMMANDS = "sc.fiji.styletransfer.command.";

  /**
   * Runs a menu entry.
   *
   * @param entry name of a {@link PlugIn} in the package of the commands, a colon, and the argument
   *     for it
   */
  @Override
  public void run(final String entry) {
    final Optional<String> refusal = JavaVersion.refusal();
    if (refusal.isPresent()) {
      IJ.error("Style Transfer", refusal.get());
      return;
    }
    final int colon = entry.indexOf(':');
    plugIn(COMMANDS + entry.substring(0, colon)).run(entry.substring(colon + 1));
  }

  private static PlugIn plugIn(final String name) {
    try {
      return (PlugIn) Class.forName(name).getDeclaredConstructor().newInstance();
    } catch (final InvocationTargetException e) {
      throw new IllegalStateException(name + " cannot start", e.getCause());
    } catch (final ReflectiveOperationException e) {
      throw new IllegalStateException("A jar of Style Transfer lacks the class " + name, e);
    }
  }
}
