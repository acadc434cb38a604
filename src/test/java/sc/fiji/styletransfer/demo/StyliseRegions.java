package sc.fiji.styletransfer.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import sc.fiji.styletransfer.image.RgbPicture;
import sc.fiji.styletransfer.image.write.ImageFileWriter;
import sc.fiji.styletransfer.region.LabelGuides;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.tensor.DeviceChoice;
import sc.fiji.styletransfer.transfer.StyleTransfer;
import sc.fiji.styletransfer.transfer.TransferInputs;
import sc.fiji.styletransfer.weights.NetworkChoice;

/** Gives the left half of an image the first of two styles and the right half the second. */
public final class StyliseRegions {

  static Img<FloatType> stylise(
      RandomAccessibleInterval<FloatType> content,
      List<? extends RandomAccessibleInterval<FloatType>> styles) {
    long width = content.dimension(0);
    long height = content.dimension(1);
    // Region n of the label image takes the n-th style; 0 would be outside all regions.
    Img<UnsignedByteType> labels = ArrayImgs.unsignedBytes(width, height);
    labels.forEach(label -> label.set(2));
    Views.iterable(Views.interval(labels, new long[2], new long[] {width / 2 - 1, height - 1}))
        .forEach(label -> label.set(1));
    TransferInputs inputs =
        new TransferInputs(content, styles, Optional.empty())
            .withGuides(LabelGuides.of(labels, List.of()));
    TransferSettings settings =
        TransferSettings.builder().set(Settings.SIZE, 96).set(Settings.ITERATIONS, 20).build();
    try (StyleTransfer transfer =
        new StyleTransfer(NetworkChoice.open("builtin"), DeviceChoice.AUTO)) {
      return transfer.run(inputs, settings).picture();
    }
  }

  public static void main(String... args) {
    Img<FloatType> content = RgbPicture.inFile(Path.of("test-images/scene.png"));
    Img<FloatType> swirls = RgbPicture.inFile(Path.of("test-images/swirls.png"));
    Img<FloatType> woodcut = RgbPicture.inFile(Path.of("test-images/woodcut.png"));
    Img<FloatType> result = stylise(content, List.of(swirls, woodcut));
    new ImageFileWriter().write(RgbPicture.toImage("result", result), Path.of("stylised.png"));
  }
}
