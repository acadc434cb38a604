package sc.fiji.styletransfer.weights.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;
import java.util.Optional;
import sc.fiji.styletransfer.network.WeightsException;

/** Types of stored numbers that convert to float32 without loss. All are little-endian. */
enum ElementType {
  F16(Short.BYTES, "torch.HalfStorage") {
    @Override
    void convert(final ByteBuffer bytes, final float[] values, final int begin, final int count) {
      for (int i = begin; i < begin + count; i++) values[i] = halfToFloat(bytes.getShort());
    }
  },
  F32(Float.BYTES, "torch.FloatStorage") {
    @Override
    void convert(final ByteBuffer bytes, final float[] values, final int begin, final int count) {
      bytes.asFloatBuffer().get(values, begin, count);
    }
  };

  private static final float HALF_SUBNORMAL_UNIT = 0x1p-24f;

  /** Small compared with a layer, large compared with the cost of a read. */
  private static final int CHUNK_BYTES = 1 << 18;

  private final int bytes;
  private final String torchName;

  ElementType(final int bytes, final String torchName) {
    this.bytes = bytes;
    this.torchName = torchName;
  }

  int bytes() {
    return bytes;
  }

  /** Converts {@code count} values from the buffer's position on to float32. */
  abstract void convert(ByteBuffer bytes, float[] values, int begin, int count);

  /**
   * Reads values in small pieces, so that only the result has the tensor's size.
   *
   * @param channel channel at the position of the first value
   * @param count number of values; the caller has checked that the file has as many
   * @return the values
   * @throws WeightsException if the channel ends too early
   */
  float[] read(final ReadableByteChannel channel, final long count) throws IOException {
    if (count > Integer.MAX_VALUE - Long.BYTES)
      throw new WeightsException("one of its tensors has more than two billion values");
    final float[] values = new float[(int) count];
    final int step = CHUNK_BYTES / bytes;
    final ByteBuffer chunk =
        ByteBuffer.allocate((int) Math.min(CHUNK_BYTES, count * bytes))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int begin = 0; begin < values.length; begin += step) {
      final int length = Math.min(step, values.length - begin);
      fill(channel, chunk.clear().limit(length * bytes));
      convert(chunk.flip(), values, begin, length);
    }
    return values;
  }

  private static void fill(final ReadableByteChannel channel, final ByteBuffer chunk)
      throws IOException {
    while (chunk.hasRemaining())
      if (channel.read(chunk) < 0) throw new WeightsException("it ends too early");
  }

  /** Returns the type with this name in a {@code .safetensors} header. */
  static Optional<ElementType> named(final String name) {
    return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
  }

  /** Returns the type of the numbers in a PyTorch storage of this class. */
  static Optional<ElementType> ofStorage(final String className) {
    return Arrays.stream(values()).filter(type -> type.torchName.equals(className)).findFirst();
  }

  /** Converts IEEE 754 binary16 to binary32, for which Java 17 has no method. */
  static float halfToFloat(final short half) {
    final int sign = (half & 0x8000) << 16;
    final int exponent = half >>> 10 & 0x1f;
    final int fraction = half & 0x3ff;
    if (exponent == 0) {
      final float magnitude = fraction * HALF_SUBNORMAL_UNIT;
      return sign == 0 ? magnitude : -magnitude;
    }
    final int wideExponent = exponent == 0x1f ? 0xff : exponent + 127 - 15;
    return Float.intBitsToFloat(sign | wideExponent << 23 | fraction << 13);
  }
}
