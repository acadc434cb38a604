package sc.fiji.styletransfer.demo;

import java.nio.file.Path;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.styletransfer.image.RgbPicture;
import sc.fiji.styletransfer.image.write.ImageFileWriter;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.tensor.DeviceChoice;
import sc.fiji.styletransfer.transfer.StyleTransfer;
import sc.fiji.styletransfer.transfer.TransferInputs;
import sc.fiji.styletransfer.weights.NetworkChoice;

/** Stylises an ImgLib2 image of dimensions (W, H, 3): red, green and blue from 0 to 1. */
public final class StyliseImg {

  static Img<FloatType> stylise(
      RandomAccessibleInterval<FloatType> content, RandomAccessibleInterval<FloatType> style) {
    TransferSettings settings =
        TransferSettings.builder().set(Settings.SIZE, 96).set(Settings.ITERATIONS, 20).build();
    try (StyleTransfer transfer =
        new StyleTransfer(NetworkChoice.open("builtin"), DeviceChoice.AUTO)) {
      return transfer.run(TransferInputs.of(content, style), settings).picture();
    }
  }

  public static void main(String... args) {
    Img<FloatType> content = RgbPicture.inFile(Path.of("test-images/scene.png"));
    Img<FloatType> style = RgbPicture.inFile(Path.of("test-images/swirls.png"));
    Img<FloatType> result = stylise(content, style);
    new ImageFileWriter().write(RgbPicture.toImage("result", result), Path.of("stylised.png"));
  }
}
