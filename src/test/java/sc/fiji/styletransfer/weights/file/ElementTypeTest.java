package sc.fiji.styletransfer.weights.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.styletransfer.network.WeightsException;

class ElementTypeTest {

  /** Compares every float16 with the definition in IEEE 754. */
  @Test
  void everyHalfIsWidenedExactly() {
    for (int half = 0; half < 1 << 16; half++) {
      final float widened = ElementType.halfToFloat((short) half);
      final int exponent = half >> 10 & 31;
      final int fraction = half & 1023;
      if (exponent == 31 && fraction != 0) {
        assertTrue(Float.isNaN(widened));
        continue;
      }
      final double magnitude =
          exponent == 31
              ? Double.POSITIVE_INFINITY
              : exponent == 0
                  ? fraction * Math.pow(2, -24)
                  : (1 + fraction / 1024.0) * Math.pow(2, exponent - 15);
      final double expected = half < 1 << 15 ? magnitude : -magnitude;
      assertEquals(
          Float.floatToIntBits((float) expected), Float.floatToIntBits(widened), "half " + half);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 65_535, 65_536, 65_537, 131_073, 400_000})
  void piecesFitTogether(final int count) throws IOException {
    final float[] expected = new float[count];
    final Random random = new Random(count);
    for (int i = 0; i < count; i++) expected[i] = random.nextFloat();
    final byte[] bytes = FormatWriters.floatBytes(expected);
    assertArrayEquals(expected, ElementType.F32.read(channel(bytes), count));
    final ByteBuffer halves = ByteBuffer.allocate(2 * count).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) halves.putShort((short) (i % 0x7c00));
    final float[] widened = ElementType.F16.read(channel(halves.array()), count);
    for (int i = 0; i < count; i++)
      assertEquals(ElementType.halfToFloat((short) (i % 0x7c00)), widened[i]);
  }

  @Test
  void anEarlyEndIsNoticed() {
    assertThrows(WeightsException.class, () -> ElementType.F32.read(channel(new byte[11]), 3));
  }

  private static java.nio.channels.ReadableByteChannel channel(final byte[] bytes) {
    return Channels.newChannel(new ByteArrayInputStream(bytes));
  }
}
