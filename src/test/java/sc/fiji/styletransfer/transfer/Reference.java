package sc.fiji.styletransfer.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.styletransfer.SharedFiles;
import sc.fiji.styletransfer.weights.file.SafetensorsFile;

/** Access to the values of an independent implementation, and comparison with them. */
public final class Reference implements AutoCloseable {

  private final SafetensorsFile file = new SafetensorsFile(SharedFiles.reference());

  float[] values(final String name) {
    return file.read(name);
  }

  NDArray tensor(final String name, final NDManager manager) {
    return manager.create(values(name), new Shape(file.shapes().get(name)));
  }

  Img<FloatType> picture(final String name) {
    final long[] shape = file.shapes().get(name);
    return ArrayImgs.floats(values(name), shape[3], shape[2], shape[1]);
  }

  void assertClose(final String name, final float[] actual, final double tolerance) {
    final double error = relativeError(actual, values(name));
    assertTrue(error <= tolerance, name + " differs by " + error);
  }

  /** ‖a−b‖/‖b‖. */
  public static double relativeError(final float[] actual, final float[] expected) {
    assertEquals(expected.length, actual.length);
    double difference = 0;
    double norm = 0;
    for (int i = 0; i < expected.length; i++) {
      difference += Math.pow((double) actual[i] - expected[i], 2);
      norm += Math.pow(expected[i], 2);
    }
    return Math.sqrt(difference / norm);
  }

  @Override
  public void close() {
    file.close();
  }
}
