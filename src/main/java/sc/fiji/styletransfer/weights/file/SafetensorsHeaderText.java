package sc.fiji.styletransfer.weights.file;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Builds the header of a {@code .safetensors} file. */
final class SafetensorsHeaderText {

  /** Values begin at a multiple of eight bytes, so readers can map the file. */
  private static final int ALIGNMENT = Long.BYTES;

  private final JsonObject json = new JsonObject();
  private long end;

  SafetensorsHeaderText(final Map<String, String> notes) {
    if (notes.isEmpty()) return;
    final JsonObject metadata = new JsonObject();
    notes.forEach(metadata::addProperty);
    json.add(SafetensorsHeader.NOTES, metadata);
  }

  /** Adds a float32 tensor whose values follow those of the previous tensor. */
  void add(final String name, final long[] shape) {
    long length = Float.BYTES;
    for (final long size : shape) length *= size;
    final JsonObject tensor = new JsonObject();
    tensor.addProperty("dtype", ElementType.F32.name());
    tensor.add("shape", array(shape));
    tensor.add("data_offsets", array(end, end + length));
    json.add(name, tensor);
    end += length;
  }

  /** Returns the bytes of the length and of the header, padded with spaces. */
  byte[] bytes() {
    final byte[] text = json.toString().getBytes(StandardCharsets.UTF_8);
    final int length = (text.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    final ByteBuffer bytes =
        ByteBuffer.allocate(SafetensorsHeader.LENGTH_BYTES + length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(length).put(text);
    while (bytes.hasRemaining()) bytes.put((byte) ' ');
    return bytes.array();
  }

  private static JsonArray array(final long... values) {
    final JsonArray array = new JsonArray();
    for (final long value : values) array.add(value);
    return array;
  }
}
