package sc.fiji.styletransfer.weights;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** The element types of a {@code .safetensors} file that can be read as float32 without loss. */
enum SafetensorsType {
  F16(2) {
    @Override
    float get(final ByteBuffer bytes) {
      return halfToFloat(bytes.getShort());
    }
  },
  F32(4) {
    @Override
    float get(final ByteBuffer bytes) {
      return bytes.getFloat();
    }
  };

  private static final float HALF_SUBNORMAL_UNIT = 0x1p-24f;

  private final int bytes;

  SafetensorsType(final int bytes) {
    this.bytes = bytes;
  }

  int bytes() {
    return bytes;
  }

  /** Reads the value at the buffer's position and moves on. */
  abstract float get(ByteBuffer bytes);

  static Optional<SafetensorsType> named(final String name) {
    return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
  }

  /** IEEE 754 binary16 to binary32; Java 17 has no method for it. */
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
