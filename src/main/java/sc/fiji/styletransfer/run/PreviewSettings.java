package sc.fiji.styletransfer.run;

import java.util.List;
import sc.fiji.styletransfer.job.ImageSettings;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.plan.Schedule;
import sc.fiji.styletransfer.settings.Setting;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.StartPicture;
import sc.fiji.styletransfer.settings.TransferSettings;

/** Settings of the steps of a preview. */
final class PreviewSettings {

  /** Most iterations at the last scale; the user sees the picture long before. */
  private static final int ITERATIONS = 80;

  /** Most evaluations at a scale before the last; a run of 4096 pixels has 95 at 256 pixels. */
  private static final int STEP_ITERATIONS = 100;

  /** Settings that concern the whole image or the whole run. */
  private static final List<Setting<?>> LEFT_OUT =
      List.of(
          Settings.STYLE_SHARES,
          Settings.CHECKPOINT,
          Settings.TIME_BUDGET,
          Settings.CHANGES,
          ImageSettings.SLICES,
          ImageSettings.CONTENT_LABELS,
          ImageSettings.STYLE_LABELS);

  /** Range of {@code style-scale}. */
  private static final double FINEST = 0.05;

  private static final double COARSEST = 20;

  private final SettingTexts texts;
  private final TransferSettings settings;

  /**
   * @param texts settings of the run
   */
  PreviewSettings(final SettingTexts texts) {
    this.texts = texts;
    settings = texts.transferSettings();
  }

  /** Returns where the first step starts; a start from a file shows the whole image. */
  StartPicture start() {
    final StartPicture start = settings.get(Settings.INIT);
    return start.isFile() ? StartPicture.CONTENT : start;
  }

  /**
   * Returns the evaluations at the scale of a step: as many as the run has, up to a limit.
   *
   * @param step the step
   * @param last the last step of the preview
   */
  int iterations(final PreviewStep step, final PreviewStep last) {
    return step == last
        ? Math.min(ITERATIONS, settings.get(Settings.ITERATIONS))
        : Math.min(STEP_ITERATIONS, Schedule.evaluationsBelow(settings, step.scalesBefore(last)));
  }

  /** Returns the work of a step in evaluated pixels. */
  double work(final PreviewStep step, final PreviewStep last) {
    return step.pixels() * iterations(step, last);
  }

  /**
   * Returns the settings of a step.
   *
   * @param step the step
   * @param last the last step of the preview
   * @param styleScale scale of its styles
   */
  SettingTexts of(final PreviewStep step, final PreviewStep last, final double styleScale) {
    SettingTexts plain =
        texts
            .with(Settings.SIZE.key(), String.valueOf(step.side()))
            .with(
                Settings.STYLE_SCALE.key(),
                String.valueOf(Math.max(FINEST, Math.min(COARSEST, styleScale))))
            .with(Settings.ITERATIONS.key(), String.valueOf(iterations(step, last)))
            .with(Settings.INIT.key(), start().toString());
    if (step != last)
      plain = plain.with(Settings.SPLITTING.key(), "0").with(Settings.COARSE_EFFORT.key(), "1");
    for (final Setting<?> setting : LEFT_OUT) plain = plain.with(setting.key(), fallback(setting));
    return plain;
  }

  private static <T> String fallback(final Setting<T> setting) {
    return setting.format(setting.fallback());
  }
}
