package sc.fiji.styletransfer.batch;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;

/** Converts jobs and their outcomes to single lines of JSON and back. */
final class JsonLine {

  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private JsonLine() {}

  static String of(final Object value) {
    return GSON.toJson(value);
  }

  /**
   * Reads a value from a line of JSON.
   *
   * @throws JsonParseException if the line is blank or holds another kind of value
   */
  static <T> T read(final String line, final Class<T> type) {
    final T value;
    try {
      value = GSON.fromJson(line, type);
    } catch (final RuntimeException | StackOverflowError e) {
      // Gson wraps an exception of a record's constructor in exceptions of several types.
      throw new JsonParseException("The line is no " + type.getSimpleName() + ".", e);
    }
    if (value == null) throw new JsonParseException("The line is blank.");
    return value;
  }
}
