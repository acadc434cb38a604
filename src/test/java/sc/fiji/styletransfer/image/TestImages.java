package sc.fiji.styletransfer.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import ij.process.ShortProcessor;
import java.awt.Color;
import java.util.Random;
import sc.fiji.styletransfer.SharedFiles;
import sc.fiji.styletransfer.image.plane.DisplayRendering;
import sc.fiji.styletransfer.image.read.ImageFileReader;

/** Small images for the tests of this package, random but repeatable. */
public final class TestImages {

  private TestImages() {}

  /** A plane of random values over the whole range of its type; floats from -500 to 1500. */
  public static ImageProcessor plane(
      final int bitDepth, final int width, final int height, final long seed) {
    final Random random = new Random(seed);
    final ImageProcessor plane =
        switch (bitDepth) {
          case 8 -> new ByteProcessor(width, height);
          case 16 -> new ShortProcessor(width, height);
          case 24 -> new ColorProcessor(width, height);
          case 32 -> new FloatProcessor(width, height);
          default -> throw new IllegalArgumentException("bit depth " + bitDepth);
        };
    for (int i = 0; i < width * height; i++) {
      switch (bitDepth) {
        case 8 -> plane.set(i, random.nextInt(256));
        case 16 -> plane.set(i, random.nextInt(65536));
        case 24 -> plane.set(i, 0xff000000 | random.nextInt(1 << 24));
        default -> plane.setf(i, random.nextFloat() * 2000 - 500);
      }
    }
    return plane;
  }

  /** A hyperstack whose planes are labelled "c z t"; composite images where channels > 1. */
  public static ImagePlus hyperstack(
      final int bitDepth, final int channels, final int slices, final int frames) {
    final ImageStack stack = new ImageStack(6, 5);
    for (int t = 1; t <= frames; t++) {
      for (int z = 1; z <= slices; z++) {
        for (int c = 1; c <= channels; c++) {
          final long seed = 100L * t + 10L * z + c;
          stack.addSlice("c" + c + " z" + z + " t" + t, plane(bitDepth, 6, 5, seed));
        }
      }
    }
    final ImagePlus image = new ImagePlus("stack.tif", stack);
    image.setDimensions(channels, slices, frames);
    image.setOpenAsHyperStack(true);
    return channels == 1 ? image : new CompositeImage(image, CompositeImage.COMPOSITE);
  }

  public static LUT lut(final Color colour) {
    return LUT.createLutFromColor(colour);
  }

  /** A real image from beside the checkout; the test is skipped if it is not there. */
  public static ImagePlus real(final String name) {
    return new ImageFileReader().open(SharedFiles.require("images/" + name));
  }

  /** What a viewer sees of the current plane. */
  static int[] shown(final ImagePlus image) {
    return (int[]) DisplayRendering.of(image).getPixels();
  }

  public static void assertSamePlanes(final ImagePlus expected, final ImagePlus actual) {
    final ImageStack a = expected.getStack();
    final ImageStack b = actual.getStack();
    assertEquals(a.getSize(), b.getSize());
    for (int n = 1; n <= a.getSize(); n++) {
      assertPixels(a.getPixels(n), b.getPixels(n));
    }
  }

  private static void assertPixels(final Object expected, final Object actual) {
    if (expected instanceof byte[] bytes) {
      assertArrayEquals(bytes, (byte[]) actual);
    } else if (expected instanceof short[] shorts) {
      assertArrayEquals(shorts, (short[]) actual);
    } else if (expected instanceof float[] floats) {
      assertArrayEquals(floats, (float[]) actual);
    } else {
      assertArrayEquals((int[]) expected, (int[]) actual);
    }
  }
}
