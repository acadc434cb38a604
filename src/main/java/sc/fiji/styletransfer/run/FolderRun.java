package sc.fiji.styletransfer.run;

import ij.IJ;
import ij.measure.ResultsTable;
import java.nio.file.Path;
import java.util.List;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.batch.BatchEntry;
import sc.fiji.styletransfer.batch.BatchObserver;
import sc.fiji.styletransfer.batch.BatchReport;
import sc.fiji.styletransfer.batch.BatchSettings;
import sc.fiji.styletransfer.batch.FolderBatch;
import sc.fiji.styletransfer.display.RunDisplay;
import sc.fiji.styletransfer.display.RunStatus;
import sc.fiji.styletransfer.display.WindowSystem;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.macro.InputKeys;
import sc.fiji.styletransfer.macro.UserPath;
import sc.fiji.styletransfer.transfer.Progress;

/** Stylises the images of a folder, displays the progress and shows a table of the results. */
public final class FolderRun {

  private final SettingTexts texts;

  /**
   * @param texts settings, and the folders of {@link InputKeys}
   */
  public FolderRun(final SettingTexts texts) {
    this.texts = texts;
  }

  /**
   * Stylises the images and shows a table with one row per image and style.
   *
   * @param display shows the progress; this method closes it
   * @return the outcome of each image and style
   * @throws StyleTransferException if a folder, a style or a setting cannot be used
   */
  public BatchReport perform(final RunDisplay display) {
    final Path folder = path(InputKeys.FOLDER, "Choose the folder with the images.");
    final Path styles =
        path(InputKeys.STYLES, "Choose a style image, or a folder with style images.");
    final Path target = path(InputKeys.TARGET, "Choose the folder for the results.");
    final FolderBatch batch =
        new FolderBatch(texts, texts.get(BatchSettings.FORMAT), target, new Status(display));
    try (display) {
      return batch.run(folder, List.of(styles));
    } finally {
      // Also a batch that an error ended has its table.
      if (WindowSystem.isAvailable())
        batch
            .report()
            .ifPresent(report -> table(report).show("Style Transfer: " + folder.getFileName()));
    }
  }

  private Path path(final String key, final String request) {
    return texts.get(key).map(UserPath::of).orElseThrow(() -> new StyleTransferException(request));
  }

  static ResultsTable table(final BatchReport report) {
    final ResultsTable table = new ResultsTable();
    for (final BatchEntry entry : report.entries()) {
      table.addRow();
      table.addValue("Image", cell(entry.content().getFileName()));
      table.addValue("Style", cell(entry.style().getFileName()));
      table.addValue("Result", cell(entry.output().getFileName()));
      table.addValue("Outcome", cell(entry.outcome()));
      table.addValue("Seconds", entry.seconds());
      table.addValue("Note", cell(entry.note()));
    }
    return table;
  }

  /** ImageJ ends a column at a tab and a row at a line break. */
  private static String cell(final Object value) {
    return value.toString().replaceAll("\\p{Cntrl}+", " ");
  }

  /** Shows the progress of each image with its number in the batch and its name. */
  private static final class Status implements BatchObserver {

    private final RunDisplay display;
    private RunStatus run;

    Status(final RunDisplay display) {
      this.display = display;
      run = new RunStatus(display);
    }

    @Override
    public void jobBegins(final String name, final int index, final int count) {
      display.show(index, count, "Style transfer: %s of %s (%s)".formatted(index + 1, count, name));
      run = new RunStatus(new Job(display, "%s of %s (%s): ".formatted(index + 1, count, name)));
    }

    @Override
    public void planeBegins(final int index, final int count) {
      run.planeBegins(index, count);
    }

    @Override
    public void evaluated(final Progress progress) {
      run.evaluated(progress);
    }

    @Override
    public boolean isCancelled() {
      return display.isStopped();
    }

    @Override
    public void jobEnded(final BatchEntry entry) {
      if (entry.outcome() == BatchEntry.Outcome.FAILED)
        IJ.log("Style Transfer: " + entry.content().getFileName() + ": " + entry.note());
    }
  }

  /** A display that puts the number and the name of an image before each text. */
  private record Job(RunDisplay display, String name) implements RunDisplay {

    @Override
    public void show(final int done, final int total, final String text) {
      display.show(done, total, name + text);
    }

    @Override
    public boolean isStopped() {
      return display.isStopped();
    }

    @Override
    public void close() {
      display.close();
    }
  }
}
