package sc.fiji.styletransfer.dialog;

import java.util.List;
import java.util.stream.Stream;
import sc.fiji.styletransfer.batch.BatchSettings;
import sc.fiji.styletransfer.job.ImageSettings;
import sc.fiji.styletransfer.macro.InputKeys;
import sc.fiji.styletransfer.run.ViewSettings;
import sc.fiji.styletransfer.settings.Setting;
import sc.fiji.styletransfer.settings.Settings;

/** The headings of each dialog, and the fields under them. */
final class FieldGroups {

  private static final String STYLE = "Style";
  private static final String RESULT = "Result";
  private static final String SPEED = "Speed";
  private static final String ADVANCED = "Advanced";

  private FieldGroups() {}

  static List<FieldGroup> basic() {
    return List.of(
        group(
            STYLE, InputKeys.STYLE_SOURCE, Settings.PRESET, Settings.STYLE_WEIGHT, Settings.COLOUR),
        group(RESULT, Settings.SIZE, InputKeys.SAVE_AS),
        group(SPEED, Settings.ITERATIONS, Settings.DEVICE),
        group(ADVANCED, Settings.NETWORK, ImageSettings.SLICES));
  }

  static List<FieldGroup> expert() {
    return List.of(
        group(
            STYLE,
            InputKeys.STYLE_SOURCE,
            Settings.PRESET,
            Settings.STYLE_WEIGHT,
            Settings.CONTENT_WEIGHT,
            Settings.STYLE_SCALE,
            Settings.COLOUR,
            Settings.STYLE_LAYERS,
            Settings.CONTENT_LAYERS,
            Settings.STYLE_FORMULA,
            Settings.STYLE_SHARES),
        group(
            RESULT,
            Settings.SIZE,
            ImageSettings.RESULT,
            ImageSettings.SLICES,
            ImageSettings.NEIGHBOUR,
            Settings.COHERENCE_WEIGHT,
            Settings.TV_WEIGHT,
            Settings.EDGE_FADE,
            InputKeys.SAVE_AS),
        group(
            SPEED,
            Settings.ITERATIONS,
            Settings.TIME_BUDGET,
            Settings.DEVICE,
            Settings.PRECISION,
            Settings.MEMORY,
            Settings.OPTIMIZER,
            Settings.LEARNING_RATE),
        group(
            "Regions",
            ImageSettings.CONTENT_LABELS,
            ImageSettings.STYLE_LABELS,
            Settings.REMAINDER),
        group(
            ADVANCED,
            Settings.NETWORK,
            Settings.INIT,
            Settings.SEED,
            Settings.POOLING,
            Settings.CHECKPOINT,
            ViewSettings.LIVE_VIEW,
            ViewSettings.PLOT));
  }

  static List<FieldGroup> folder() {
    return List.of(
        group("Images", InputKeys.FOLDER, InputKeys.STYLES, InputKeys.TARGET, BatchSettings.FORMAT),
        group(STYLE, Settings.PRESET, Settings.STYLE_WEIGHT, Settings.COLOUR),
        group(RESULT, Settings.SIZE, ImageSettings.RESULT, ImageSettings.SLICES),
        group(SPEED, Settings.ITERATIONS, Settings.DEVICE, BatchSettings.PROCESSES),
        group(ADVANCED, Settings.NETWORK, Settings.SEED));
  }

  private static FieldGroup group(final String title, final Object... fields) {
    return new FieldGroup(
        title,
        Stream.of(fields)
            .map(field -> field instanceof Setting<?> setting ? setting.key() : field.toString())
            .toList());
  }
}
