package sc.fiji.styletransfer.start;

import org.scijava.command.ContextCommand;

/** Says which Java the plugin needs; the only command of the plugin where Java is too old. */
public final class NewerJavaCommand extends ContextCommand {

  @Override
  public void run() {
    JavaVersion.refusal().ifPresent(this::cancel);
  }
}
