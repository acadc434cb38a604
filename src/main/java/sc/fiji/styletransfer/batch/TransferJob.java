package sc.fiji.styletransfer.batch;

import java.nio.file.Path;
import java.util.Map;
import sc.fiji.styletransfer.job.SettingTexts;

/**
 * One image to be stylised, in words only, so that it can be carried to another process or, where
 * the files can be reached, another machine. As a line of JSON: {@code {"content": "a.tif",
 * "style": "b.png", "output": "a-b.tif", "settings": {"iterations": "200"}}}.
 *
 * @param content image file
 * @param style image file
 * @param output file of the result, replaced if it was made by other settings
 * @param settings what was said, as in {@link SettingTexts}
 */
public record TransferJob(
    String content, String style, String output, Map<String, String> settings) {

  /** Makes the settings immutable. */
  public TransferJob {
    settings = Map.copyOf(settings);
  }

  /** Paths become absolute, since another process may stand elsewhere. */
  static TransferJob of(
      final Path content, final Path style, final Path output, final SettingTexts settings) {
    return new TransferJob(
        content.toAbsolutePath().toString(),
        style.toAbsolutePath().toString(),
        output.toAbsolutePath().toString(),
        settings.byKey());
  }

  /**
   * @param json as {@link #toJson()} writes it
   * @return the job
   * @throws com.google.gson.JsonParseException if it is something else
   */
  public static TransferJob fromJson(final String json) {
    return JsonLine.read(json, TransferJob.class);
  }

  /**
   * @return this job as one line of JSON
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
