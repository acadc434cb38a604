package sc.fiji.styletransfer.batch;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.image.file.ImageFileFormat;
import sc.fiji.styletransfer.image.file.ImageFileReader;
import sc.fiji.styletransfer.job.SettingTexts;

/**
 * Every image of a folder in every one of some styles. Results that are there already are left,
 * unless they say that they were made by other settings; a file that cannot be done is reported and
 * passed over. The network is loaded once.
 */
public final class FolderBatch {

  private final SettingTexts words;
  private final ImageFileFormat format;
  private final Path target;
  private final BatchObserver observer;

  /**
   * @param words settings of all runs
   * @param format of the results; TIFF keeps everything
   * @param target folder for the results, made if it is missing
   * @param observer told of everything; may end the batch
   */
  public FolderBatch(
      final SettingTexts words,
      final ImageFileFormat format,
      final Path target,
      final BatchObserver observer) {
    this.words = words;
    this.format = format;
    this.target = target;
    this.observer = observer;
  }

  /**
   * Runs the batch.
   *
   * @param folder with the images
   * @param styles image files, or folders of image files
   * @return what became of every image
   * @throws StyleTransferException if folders, styles or settings cannot be used at all
   */
  public BatchReport run(final Path folder, final List<Path> styles) {
    final BatchFiles contents = BatchFiles.in(folder);
    final Map<Path, ImagePlus> openStyles = open(styles);
    makeTarget(folder);
    final BatchLog log = new BatchLog(jobs(contents, List.copyOf(openStyles.keySet())), observer);
    final int processes = Math.min(words.get(BatchSettings.PROCESSES), log.jobs().size());
    if (processes > 1) new LocalProcesses(words, processes).perform(log);
    else performHere(log, openStyles);
    return log.report();
  }

  private List<TransferJob> jobs(final BatchFiles contents, final List<Path> styles) {
    final BatchFiles styleFiles = new BatchFiles(styles);
    final SettingTexts settings = words.settings();
    final List<TransferJob> jobs = new ArrayList<>();
    for (final Path content : contents.files())
      for (final Path style : styles) {
        final String name = contents.shortName(content) + "-" + styleFiles.shortName(style);
        final Path output = target.resolve(name + format.ending());
        jobs.add(TransferJob.of(content, style, output, settings));
      }
    return jobs;
  }

  private void performHere(final BatchLog log, final Map<Path, ImagePlus> styles) {
    try (JobEngine engine = new JobEngine(styles)) {
      engine.prepare(words.settings());
      for (int index = 0; index < log.jobs().size(); index++) {
        log.begin(index);
        log.end(index, engine.perform(log.jobs().get(index), observer));
      }
    }
  }

  private static Map<Path, ImagePlus> open(final List<Path> styles) {
    final Map<Path, ImagePlus> images = new LinkedHashMap<>();
    for (final Path style : styles)
      for (final Path file :
          Files.isDirectory(style) ? BatchFiles.in(style).files() : List.of(style))
        images.put(file.toAbsolutePath(), new ImageFileReader().open(file));
    if (images.isEmpty())
      throw new StyleTransferException(
          "There is no style; name an image file or a folder of them.");
    return images;
  }

  private void makeTarget(final Path folder) {
    try {
      Files.createDirectories(target);
      if (Files.isSameFile(folder, target))
        throw new StyleTransferException(
            "The results cannot go into the folder of the images; choose another folder.");
    } catch (final IOException e) {
      throw new StyleTransferException(
          "The folder '" + target + "' cannot be made; choose another place.", e);
    }
  }
}
