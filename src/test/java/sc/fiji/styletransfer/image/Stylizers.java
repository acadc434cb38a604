package sc.fiji.styletransfer.image;

import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import java.util.ArrayList;
import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.styletransfer.transfer.TestPictures;

/** Stylizers whose results can be told in advance. */
public final class Stylizers {

  private Stylizers() {}

  /** Gives every picture back as it is. */
  static RandomAccessibleInterval<FloatType> identity(final Picture picture) {
    return picture.content();
  }

  /** The negative: 1 - c. */
  static RandomAccessibleInterval<FloatType> negative(final Picture picture) {
    final float[] planes = TestPictures.values(picture.content());
    for (int i = 0; i < planes.length; i++) {
      planes[i] = 1 - planes[i];
    }
    return of(planes, picture);
  }

  /** Pure red everywhere. */
  static RandomAccessibleInterval<FloatType> red(final Picture picture) {
    final float[] planes = TestPictures.values(picture.content());
    for (int i = 0; i < planes.length; i++) {
      planes[i] = i < planes.length / 3 ? 1 : 0;
    }
    return of(planes, picture);
  }

  /** The picture scaled by a factor, bilinear. */
  static PictureStylizer scaled(final double factor) {
    return picture -> {
      final int width = RgbPicture.width(picture.content());
      final int height = RgbPicture.height(picture.content());
      final PlaneSize size =
          PlaneSize.of((int) Math.round(width * factor), (int) Math.round(height * factor));
      final float[] planes = TestPictures.values(picture.content());
      final float[] result = new float[3 * size.width() * size.height()];
      for (int colour = 0; colour < 3; colour++) {
        final float[] plane = new float[width * height];
        System.arraycopy(planes, colour * plane.length, plane, 0, plane.length);
        final ImageProcessor fitted = size.fit(new FloatProcessor(width, height, plane));
        final int length = size.width() * size.height();
        System.arraycopy(fitted.getPixels(), 0, result, colour * length, length);
      }
      return ArrayImgs.floats(result, size.width(), size.height(), RgbPicture.COLOURS);
    };
  }

  private static Img<FloatType> of(final float[] planes, final Picture picture) {
    return ArrayImgs.floats(planes, picture.content().dimensionsAsLongArray());
  }

  /** Remembers what it was asked for; the n-th result is filled with n / 100, from 1. */
  static final class Recorder implements PictureStylizer {

    final List<PlanePosition> positions = new ArrayList<>();
    final List<Float> starts = new ArrayList<>();

    @Override
    public RandomAccessibleInterval<FloatType> stylize(final Picture picture) {
      positions.add(picture.position());
      starts.add(picture.start().map(start -> TestPictures.values(start)[0] * 100).orElse(0f));
      final float[] planes = TestPictures.values(picture.content());
      java.util.Arrays.fill(planes, positions.size() / 100f);
      return of(planes, picture);
    }
  }
}
