package sc.fiji.styletransfer.weights.file;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes protocol 2 pickles instruction by instruction, as Python does. */
final class PickleBytes {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  PickleBytes() {
    this(true);
  }

  private PickleBytes(final boolean withProtocol) {
    if (withProtocol) op(0x80).op(2);
  }

  /** Begins instructions that will be appended to a pickle. */
  static PickleBytes part() {
    return new PickleBytes(false);
  }

  PickleBytes append(final PickleBytes part) {
    out.writeBytes(part.out.toByteArray());
    return this;
  }

  /** A text of less than 256 bytes as Python 2 wrote it. */
  PickleBytes shortText(final String value) {
    final byte[] bytes = value.getBytes(StandardCharsets.US_ASCII);
    op('U').op(bytes.length);
    out.writeBytes(bytes);
    return this;
  }

  PickleBytes op(final int code) {
    out.write(code);
    return this;
  }

  PickleBytes global(final String module, final String name) {
    op('c');
    out.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
    return this;
  }

  PickleBytes text(final String value) {
    final byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    op('X').int32(bytes.length);
    out.writeBytes(bytes);
    return this;
  }

  /** A number as Python writes it: the shortest form that holds it. */
  PickleBytes number(final long value) {
    if (value >= 0 && value < 256) return op('K').op((int) value);
    if (value >= Integer.MIN_VALUE && value <= Integer.MAX_VALUE) return op('J').int32((int) value);
    op(0x8a).op(Long.BYTES);
    out.writeBytes(little(Long.BYTES).putLong(value).array());
    return this;
  }

  PickleBytes magic() {
    op(0x8a).op(10);
    for (final int b : new int[] {0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19})
      op(b);
    return this;
  }

  PickleBytes tuple(final long[] values) {
    op('(');
    for (final long value : values) number(value);
    return op('t');
  }

  byte[] stop() {
    op('.');
    return out.toByteArray();
  }

  PickleBytes int32(final int value) {
    out.writeBytes(little(Integer.BYTES).putInt(value).array());
    return this;
  }

  private static ByteBuffer little(final int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
