package sc.fiji.styletransfer.weights.file;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.styletransfer.network.WeightsException;

/**
 * The header of a {@code .safetensors} file: a JSON object {@code name: {dtype, shape,
 * data_offsets: [begin, end]}}. Offsets count from the end of the header. The constructor checks
 * that types are supported, that sizes agree with the shapes, and that the ranges lie in the file
 * and do not overlap.
 */
public final class SafetensorsHeader {

  /** Bytes at the beginning of a file with the length of the header, little-endian. */
  public static final int LENGTH_BYTES = Long.BYTES;

  /** Headers of VGG19 have four kilobytes. The limit keeps a forged header from filling memory. */
  private static final int MAX_BYTES = 1 << 20;

  /** Digits of the largest number of type long, and a sign. Longer numbers take long to parse. */
  private static final int MAX_DIGITS = 20;

  static final String NOTES = "__metadata__";

  /**
   * One tensor.
   *
   * @param type type of the values
   * @param shape size of each dimension, the slowest first
   * @param begin first byte of the values, counted from the end of the header
   * @param end byte after the last
   */
  record Entry(ElementType type, long[] shape, long begin, long end) {
    long count() {
      return (end - begin) / type.bytes();
    }
  }

  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Map<String, String> notes = new HashMap<>();

  /**
   * @param json text of the header
   * @param dataLength number of bytes after the header
   * @throws WeightsException if the header is not valid
   */
  public SafetensorsHeader(final String json, final long dataLength) {
    try {
      for (final Map.Entry<String, JsonElement> item :
          JsonParser.parseString(json).getAsJsonObject().entrySet()) add(item, dataLength);
    } catch (JsonParseException
        | IllegalStateException
        | UnsupportedOperationException
        | ArithmeticException
        | ClassCastException
        | NumberFormatException
        | NullPointerException
        | StackOverflowError e) {
      throw new WeightsException("its header is not a table of tensors", e);
    }
    requireNoOverlap();
  }

  /**
   * Checks the length of a header.
   *
   * @param length length that the file announces
   * @param available number of bytes that follow in the file
   * @return the length
   * @throws WeightsException if the length is negative, too large or beyond the end of the file
   */
  public static int requireLength(final long length, final long available) {
    if (length < 0 || length > MAX_BYTES || length > available)
      throw new WeightsException("its header does not fit into the file");
    return (int) length;
  }

  Map<String, Entry> entries() {
    return entries;
  }

  Map<String, String> notes() {
    return notes;
  }

  private void add(final Map.Entry<String, JsonElement> item, final long dataLength) {
    final JsonObject value = item.getValue().getAsJsonObject();
    if (item.getKey().equals(NOTES))
      value.entrySet().forEach(note -> notes.put(note.getKey(), note.getValue().getAsString()));
    else entries.put(item.getKey(), entry(item.getKey(), value, dataLength));
  }

  private static Entry entry(final String name, final JsonObject value, final long dataLength) {
    final String dtype = value.get("dtype").getAsString();
    final ElementType type =
        ElementType.named(dtype)
            .orElseThrow(
                () ->
                    new WeightsException(
                        "tensor '%s' is of type %s, and only F32 and F16 are supported; convert it first"
                            .formatted(Printable.of(name), Printable.of(dtype))));
    final long[] shape = longs(value.getAsJsonArray("shape"));
    final long[] offsets = longs(value.getAsJsonArray("data_offsets"));
    if (offsets.length != 2 || offsets[0] < 0 || offsets[1] < offsets[0] || offsets[1] > dataLength)
      throw new WeightsException(
          "tensor '%s' lies outside the file, which is cut short".formatted(Printable.of(name)));
    if (offsets[1] - offsets[0] != byteLength(name, shape, type))
      throw new WeightsException(
          "the size of tensor '%s' disagrees with its shape".formatted(Printable.of(name)));
    return new Entry(type, shape, offsets[0], offsets[1]);
  }

  private static long byteLength(final String name, final long[] shape, final ElementType type) {
    if (shape.length > TorchTensor.MAX_RANK) throw impossibleShape(name, null);
    try {
      long length = type.bytes();
      for (final long size : shape) {
        if (size < 0) throw impossibleShape(name, null);
        length = Math.multiplyExact(length, size);
      }
      return length;
    } catch (final ArithmeticException e) {
      throw impossibleShape(name, e);
    }
  }

  private static WeightsException impossibleShape(final String name, final Throwable cause) {
    return new WeightsException(
        "tensor '%s' has an impossible shape".formatted(Printable.of(name)), cause);
  }

  private static long[] longs(final JsonArray array) {
    final long[] values = new long[array.size()];
    for (int i = 0; i < values.length; i++) values[i] = exact(array.get(i));
    return values;
  }

  private static long exact(final JsonElement number) {
    if (number.getAsString().length() > MAX_DIGITS)
      throw new NumberFormatException("longer than " + MAX_DIGITS + " characters");
    return number.getAsBigDecimal().longValueExact();
  }

  private void requireNoOverlap() {
    final List<Entry> sorted = new ArrayList<>(entries.values());
    sorted.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    for (int i = 1; i < sorted.size(); i++)
      if (sorted.get(i).begin() < sorted.get(i - 1).end())
        throw new WeightsException("two of its tensors overlap");
  }
}
