package sc.fiji.styletransfer.command;

import org.scijava.module.Module;
import sc.fiji.styletransfer.job.SettingTexts;

/** A command without inputs. */
abstract class PlainCommand extends StyleCommand {

  /** Returns false: no inputs tell a script from a user. */
  @Override
  final boolean hasRequiredInputs(final Module inputs) {
    return false;
  }

  @Override
  final void check(final SettingTexts options) {
    // There are no inputs.
  }

  @Override
  final void complete(final Module inputs) {
    // There are no inputs.
  }
}
