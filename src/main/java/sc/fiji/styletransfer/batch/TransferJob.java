package sc.fiji.styletransfer.batch;

import com.google.gson.JsonParseException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import sc.fiji.styletransfer.job.SettingTexts;

/**
 * One image and one style of a batch. All parts are text, so that a job can be sent to another
 * process or to another computer that can read the files. In JSON: {@code {"content": "a.tif",
 * "style": "b.png", "output": "a-b.tif", "settings": {"iterations": "200"}}}.
 *
 * @param content path of the content image
 * @param style path of the style image
 * @param output path of the result, which is replaced if its record names other images or settings
 * @param settings settings by key, as in {@link SettingTexts}
 */
public record TransferJob(
    String content, String style, String output, Map<String, String> settings) {

  /** Makes the settings immutable. */
  public TransferJob {
    Objects.requireNonNull(content, "content");
    Objects.requireNonNull(style, "style");
    Objects.requireNonNull(output, "output");
    settings = Map.copyOf(settings);
  }

  /** Returns a job with absolute paths, because another process may have another folder. */
  static TransferJob of(
      final Path content, final Path style, final Path output, final SettingTexts settings) {
    return new TransferJob(
        content.toAbsolutePath().toString(),
        style.toAbsolutePath().toString(),
        output.toAbsolutePath().toString(),
        settings.byKey());
  }

  /** Returns this job with another value of one setting. */
  TransferJob with(final String key, final String value) {
    return new TransferJob(
        content, style, output, new SettingTexts(settings).with(key, value).byKey());
  }

  /**
   * Reads a job from JSON.
   *
   * @param json the text that {@link #toJson()} returns
   * @return the job
   * @throws JsonParseException if the text is no job
   */
  public static TransferJob fromJson(final String json) {
    return JsonLine.read(json, TransferJob.class);
  }

  /**
   * Returns this job in JSON.
   *
   * @return one line without a line break
   */
  public String toJson() {
    return JsonLine.of(this);
  }

  BatchEntry ended(final JobOutcome outcome) {
    return new BatchEntry(
        Path.of(content),
        Path.of(style),
        Path.of(output),
        outcome.outcome(),
        outcome.note(),
        outcome.seconds());
  }
}
