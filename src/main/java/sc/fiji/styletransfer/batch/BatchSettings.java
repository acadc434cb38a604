package sc.fiji.styletransfer.batch;

import java.util.List;
import sc.fiji.styletransfer.image.write.ImageFileFormat;
import sc.fiji.styletransfer.settings.Domain;
import sc.fiji.styletransfer.settings.Setting;

/** Settings of a batch. */
public final class BatchSettings {

  /** File format of the results. */
  public static final Setting<ImageFileFormat> FORMAT =
      new Setting<>(
          "format",
          "Format",
          ImageFileFormat.TIFF,
          Domain.choice(ImageFileFormat.class),
          "File format of the results: tiff stores stacks, all bit depths and all properties;"
              + " png and jpeg store one plane, and jpeg changes fine detail. Usually tiff.");

  /** Number of processes. */
  public static final Setting<Integer> PROCESSES =
      new Setting<>(
          "processes",
          "Processes",
          1,
          Domain.integers(1, 256),
          "Number of processes that stylise images at the same time and share the computer's"
              + " processors and memory; the pictures are the same. Usually 1 to 4.");

  private BatchSettings() {}

  /**
   * Returns all settings.
   *
   * @return the settings in the order of dialogs and tables
   */
  public static List<Setting<?>> all() {
    return List.of(FORMAT, PROCESSES);
  }
}
