package sc.fiji.styletransfer.batch;

import java.util.List;
import sc.fiji.styletransfer.image.file.ImageFileFormat;
import sc.fiji.styletransfer.settings.Domain;
import sc.fiji.styletransfer.settings.Setting;

/** The settings that only a folder of images has. */
public final class BatchSettings {

  /** What the results are written as. */
  public static final Setting<ImageFileFormat> FORMAT =
      new Setting<>(
          "format",
          "Format",
          ImageFileFormat.TIFF,
          Domain.choice(ImageFileFormat.class),
          "File format of the results: tiff keeps everything, png and jpeg one plane.");

  /** How many processes share the work. */
  public static final Setting<Integer> PROCESSES =
      new Setting<>(
          "processes",
          "Processes",
          1,
          Domain.integers(1, 256),
          "Processes of this machine that share the images, its threads and its memory.");

  private BatchSettings() {}

  /**
   * @return every one, in the order in which they are shown
   */
  public static List<Setting<?>> all() {
    return List.of(FORMAT, PROCESSES);
  }
}
