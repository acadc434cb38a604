package sc.fiji.styletransfer.macro;

import ij.IJ;
import ij.plugin.frame.Recorder;
import sc.fiji.styletransfer.job.SettingTexts;

/** ImageJ's macro recorder, which writes down the command that is running. */
public final class CommandRecorder {

  private final String command;

  /** The recorder at the start of the command, before another command can run. */
  public CommandRecorder() {
    command = Recorder.getCommand();
  }

  /**
   * Records the options of the command as SciJava does, so that the line also runs in Fiji. Does
   * nothing while the recorder is closed.
   *
   * @param texts the values by key; blank ones are left out
   */
  public void record(final SettingTexts texts) {
    if (!IJ.recording()) return;
    Recorder.setCommand(command);
    for (final String key : texts.byKey().keySet())
      texts.get(key).ifPresent(text -> Recorder.recordOption(key, literal(text)));
  }

  /** Leaves the command out, because it was cancelled or refused and changed nothing. */
  public static void discard() {
    if (IJ.recording()) Recorder.disableCommandRecording();
  }

  /**
   * Records a complete call of another command than the one that is running.
   *
   * @param command menu entry
   * @param texts the values by key
   */
  public static void recordCall(final String command, final SettingTexts texts) {
    if (!IJ.recording()) return;
    final String options = MacroOptions.write(texts).replace("\\", "\\\\");
    Recorder.recordString(
        "%s(\"%s\", \"%s\");\n"
            .formatted(Recorder.scriptMode() ? "IJ.run" : "run", command, options));
  }

  /** The recorder puts values with spaces into brackets itself, and does not escape backslashes. */
  private static String literal(final String text) {
    final String value = OptionValue.encode(text);
    final boolean bracketsAdded = value.startsWith("[") && value.indexOf(' ') >= 0;
    return (bracketsAdded ? value.substring(1, value.length() - 1) : value).replace("\\", "\\\\");
  }
}
