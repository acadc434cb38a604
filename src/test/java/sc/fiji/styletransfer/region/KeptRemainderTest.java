package sc.fiji.styletransfer.region;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.tensor.CpuSession;
import sc.fiji.styletransfer.transfer.TestPictures;

/**
 * A picture of 32 × 16 pixels whose region is columns 0 to 15; the fade covers columns 12 to 19.
 */
class KeptRemainderTest {

  private static final int WIDTH = 32;
  private static final int HEIGHT = 16;

  @RegisterExtension final CpuSession cpu = new CpuSession();

  /** The mean over nine columns of a mask that ends after column 15. */
  @Test
  void pictureFadesIntoTheContentAtTheEdgeOfTheRegion() {
    final Img<FloatType> result = remainder(0, 16).compose(uniform(1), uniform(0));
    final float[] row = Arrays.copyOf(TestPictures.values(result), WIDTH);
    for (int x = 0; x < WIDTH; x++)
      assertEquals(Math.max(0, Math.min(9, 20 - x)) / 9.0, row[x], 1e-6, "column " + x);
  }

  @Test
  void pixelsThatShowTheStylisedPictureAreChangeable() {
    try (NDArray changeable = remainder(0, 16).changeable(cpu.open().manager())) {
      final float[] row = Arrays.copyOf(changeable.toFloatArray(), WIDTH);
      final float[] expected = new float[WIDTH];
      Arrays.fill(expected, 0, 20, 1);
      assertArrayEquals(expected, row);
    }
  }

  @Test
  void overlappingRegionsShowTheStylisedPictureFully() {
    final KeptRemainder both = KeptRemainder.of(List.of(mask(0, 16), mask(8, WIDTH)));
    final Img<FloatType> result = both.compose(uniform(0.75f), uniform(0));
    for (final FloatType value : result) assertEquals(0.75f, value.get(), 1e-6f);
  }

  private static KeptRemainder remainder(final int from, final int to) {
    return KeptRemainder.of(List.of(mask(from, to)));
  }

  private static RegionMask mask(final int from, final int to) {
    final float[] pixels = new float[WIDTH * HEIGHT];
    for (int i = 0; i < pixels.length; i++) pixels[i] = i % WIDTH >= from && i % WIDTH < to ? 1 : 0;
    return new RegionMask(pixels, new PictureSize(WIDTH, HEIGHT));
  }

  private static Img<FloatType> uniform(final float value) {
    final Img<FloatType> picture = ArrayImgs.floats(WIDTH, HEIGHT, 3);
    picture.forEach(pixel -> pixel.set(value));
    return picture;
  }
}
