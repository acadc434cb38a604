package sc.fiji.styletransfer.command;

import sc.fiji.styletransfer.image.ImageFileFormat;
import sc.fiji.styletransfer.transfer.Domain;
import sc.fiji.styletransfer.transfer.Setting;

/** The setting that only a folder of images has. */
final class FolderSettings {

  /** What the results are written as. */
  static final Setting<ImageFileFormat> FORMAT =
      new Setting<>(
          "format",
          "Format",
          ImageFileFormat.TIFF,
          Domain.choice(ImageFileFormat.class),
          "File format of the results: tiff keeps everything, png and jpeg one plane.");

  private FolderSettings() {}
}
