package sc.fiji.styletransfer.batch;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

/** How jobs and their outcomes travel between processes: one line of JSON each. */
final class JsonLine {

  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private JsonLine() {}

  static String of(final Object value) {
    return GSON.toJson(value);
  }

  /**
   * @throws com.google.gson.JsonParseException if the line holds something else
   */
  static <T> T read(final String line, final Class<T> type) {
    return GSON.fromJson(line, type);
  }
}
