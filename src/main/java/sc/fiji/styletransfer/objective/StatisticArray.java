package sc.fiji.styletransfer.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Statistics of several terms as one array of numbers, which travels between machines. */
final class StatisticArray {

  private StatisticArray() {}

  static int length(final List<Shape> shapes) {
    return (int) shapes.stream().mapToLong(Shape::size).sum();
  }

  /** Adds a statistic to its place in the array. */
  static void add(
      final NDArray addend, final int index, final List<Shape> shapes, final float[] array) {
    int place = length(shapes.subList(0, index));
    for (final float value : addend.toFloatArray()) array[place++] += value;
  }

  /** Copies the array into the engine's memory, one tensor for each term. */
  static List<NDArray> tensors(
      final float[] array, final List<Shape> shapes, final NDManager owner) {
    final List<NDArray> tensors = new ArrayList<>();
    int place = 0;
    for (final Shape shape : shapes) {
      final int end = place + (int) shape.size();
      tensors.add(tensor(Arrays.copyOfRange(array, place, end), shape, owner));
      place = end;
    }
    return tensors;
  }

  /** The alignment of Java's memory varies, and the last digits of a product depend on it. */
  static NDArray tensor(final float[] values, final Shape shape, final NDManager owner) {
    try (NDArray borrowed = owner.create(values, shape)) {
      return borrowed.duplicate();
    }
  }

  /** Joins tensors to an array. */
  static float[] array(final List<NDArray> tensors) {
    final List<float[]> parts = tensors.stream().map(NDArray::toFloatArray).toList();
    final float[] array = new float[parts.stream().mapToInt(part -> part.length).sum()];
    int place = 0;
    for (final float[] part : parts) {
      System.arraycopy(part, 0, array, place, part.length);
      place += part.length;
    }
    return array;
  }
}
