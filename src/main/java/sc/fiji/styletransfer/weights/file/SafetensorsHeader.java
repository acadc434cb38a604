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
import java.util.function.Predicate;
import sc.fiji.styletransfer.network.WeightsException;

/**
 * The table of contents of a {@code .safetensors} file: a JSON object {@code name: {dtype, shape,
 * data_offsets: [begin, end]}}, offsets counted from the end of the header. Everything a reader
 * later relies on is checked here: known types, sizes that agree with the shapes, and ranges that
 * lie inside the file without overlapping.
 */
public final class SafetensorsHeader {

  /** Bytes at the beginning of a file that tell the length of the header, little-endian. */
  public static final int LENGTH_BYTES = Long.BYTES;

  /**
   * Real headers of VGG19 have four kilobytes; the bound keeps a forged one from filling memory.
   */
  private static final int MAX_BYTES = 1 << 20;

  static final String NOTES = "__metadata__";

  /** Where the values of one tensor lie. */
  record Entry(ElementType type, long[] shape, long begin, long end) {
    long count() {
      return (end - begin) / type.bytes();
    }
  }

  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Map<String, String> notes = new HashMap<>();

  /**
   * @param json text of the header
   * @param dataLength bytes that follow the header
   * @throws WeightsException if anything does not fit
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
   * @param length of a header as the file tells it
   * @param available bytes that follow in the file
   * @return the length
   * @throws WeightsException if no sound header can have it
   */
  public static int requireLength(final long length, final long available) {
    if (length < 0 || length > MAX_BYTES || length > available)
      throw new WeightsException("its header does not fit into the file");
    return (int) length;
  }

  Map<String, Entry> entries() {
    return entries;
  }

  /**
   * @param wanted says which tensors, by name
   * @return where they lie, counted from the end of the header: from the first to the last, with
   *     whatever lies between
   * @throws WeightsException if there are none
   */
  public ByteSpan span(final Predicate<String> wanted) {
    final List<Entry> found =
        entries.entrySet().stream()
            .filter(item -> wanted.test(item.getKey()))
            .map(Map.Entry::getValue)
            .toList();
    if (found.isEmpty()) throw new WeightsException("it has none of the tensors needed");
    return new ByteSpan(
        found.stream().mapToLong(Entry::begin).min().getAsLong(),
        found.stream().mapToLong(Entry::end).max().getAsLong());
  }

  /**
   * Describes a part of the file as a file of its own.
   *
   * @param span of bytes, counted from the end of the header
   * @return the beginning of a {@code .safetensors} file that would be followed by those bytes
   */
  public byte[] beginning(final ByteSpan span) {
    final SafetensorsHeaderText text = new SafetensorsHeaderText(Map.of());
    entries.forEach(
        (name, entry) -> {
          if (span.contains(entry.begin(), entry.end()))
            text.add(name, entry.type(), entry.shape(), span.from(entry.begin(), entry.end()));
        });
    return text.bytes();
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
                        "tensor '"
                            + name
                            + "' is of type "
                            + dtype
                            + ", and only F32 and F16 can be read; convert it first"));
    final long[] shape = longs(value.getAsJsonArray("shape"));
    final long[] offsets = longs(value.getAsJsonArray("data_offsets"));
    if (offsets.length != 2 || offsets[0] < 0 || offsets[1] < offsets[0] || offsets[1] > dataLength)
      throw new WeightsException("tensor '" + name + "' lies outside the file, which is cut short");
    if (offsets[1] - offsets[0] != byteLength(name, shape, type))
      throw new WeightsException("the size of tensor '" + name + "' disagrees with its shape");
    return new Entry(type, shape, offsets[0], offsets[1]);
  }

  private static long byteLength(final String name, final long[] shape, final ElementType type) {
    try {
      long length = type.bytes();
      for (final long size : shape) length = Math.multiplyExact(length, requireSize(name, size));
      return length;
    } catch (final ArithmeticException e) {
      throw new WeightsException("tensor '" + name + "' has an impossible shape", e);
    }
  }

  private static long requireSize(final String name, final long size) {
    if (size < 0) throw new WeightsException("tensor '" + name + "' has an impossible shape");
    return size;
  }

  private static long[] longs(final JsonArray array) {
    final long[] values = new long[array.size()];
    for (int i = 0; i < values.length; i++)
      values[i] = array.get(i).getAsBigDecimal().longValueExact();
    return values;
  }

  private void requireNoOverlap() {
    final List<Entry> sorted = new ArrayList<>(entries.values());
    sorted.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    for (int i = 1; i < sorted.size(); i++)
      if (sorted.get(i).begin() < sorted.get(i - 1).end())
        throw new WeightsException("two of its tensors overlap");
  }
}
