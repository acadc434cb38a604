package sc.fiji.styletransfer.batch;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.image.read.ImageFileReader;
import sc.fiji.styletransfer.image.write.ImageFileFormat;
import sc.fiji.styletransfer.job.InputFiles;
import sc.fiji.styletransfer.job.ResultFile;
import sc.fiji.styletransfer.job.SettingTexts;

/**
 * Stylises every image of a folder with every one of several styles. A result that exists and was
 * computed from the same images and settings is kept. A file that cannot be stylised is reported,
 * and the batch continues.
 */
public final class FolderBatch {

  private static final Logger LOG = LoggerFactory.getLogger(FolderBatch.class);

  private final SettingTexts settings;
  private final ImageFileFormat format;
  private final Path target;
  private final BatchObserver observer;
  private volatile BatchLog log;

  /**
   * @param settings settings of all runs
   * @param format file format of the results
   * @param target folder for the results, which is created if it does not exist
   * @param observer receives the progress and may stop the batch
   */
  public FolderBatch(
      final SettingTexts settings,
      final ImageFileFormat format,
      final Path target,
      final BatchObserver observer) {
    this.settings = settings;
    this.format = format;
    this.target = target;
    this.observer = observer;
  }

  /**
   * Runs the batch.
   *
   * @param folder folder with the content images
   * @param styles image files, or folders of image files
   * @return one entry for every image and style
   * @throws StyleTransferException if folders, styles or settings cannot be used at all
   */
  public BatchReport run(final Path folder, final List<Path> styles) {
    settings.record(); // refuses values that are not allowed before a file is opened
    final List<Path> contents = BatchFiles.in(folder);
    final Map<Path, ImagePlus> openStyles = open(styles);
    final List<TransferJob> jobs = jobs(contents, List.copyOf(openStyles.keySet()));
    createTarget(folder);
    check(jobs);
    log = new BatchLog(jobs, observer);
    final int processes = Math.min(settings.get(BatchSettings.PROCESSES), jobs.size());
    if (processes > 1) new LocalProcesses(settings, processes).perform(log);
    else performHere(openStyles);
    return log.report();
  }

  /**
   * Returns the report of the batch so far, in which unfinished jobs count as stopped. Any thread
   * may call this method while the batch runs.
   *
   * @return the report, or nothing before the first job
   */
  public Optional<BatchReport> report() {
    return Optional.ofNullable(log).map(BatchLog::report);
  }

  private List<TransferJob> jobs(final List<Path> contents, final List<Path> styles) {
    final ResultNames names = new ResultNames(contents, styles);
    if (!names.areDistinct())
      throw new StyleTransferException(
          "Two results would have the same name. Rename one of the images.");
    final SettingTexts runSettings = settings.settings();
    final List<TransferJob> jobs = new ArrayList<>();
    for (final Path content : contents)
      for (final Path style : styles) {
        final Path output = target.resolve(names.of(content, style) + format.ending());
        jobs.add(TransferJob.of(content, style, output, runSettings));
      }
    return jobs;
  }

  /** Refuses the batch if a result would replace an input of any of its jobs. */
  private void check(final List<TransferJob> jobs) {
    final InputFiles inputs =
        InputFiles.of(settings)
            .with("content image", paths(jobs, TransferJob::content))
            .with("style image", paths(jobs, TransferJob::style));
    inputs.requireNone("output", paths(jobs, TransferJob::output));
    new ResultFile(Path.of(jobs.get(0).output()), inputs).check();
  }

  private static Set<Path> paths(
      final List<TransferJob> jobs, final Function<TransferJob, String> part) {
    return jobs.stream()
        .map(part)
        .map(Path::of)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private void performHere(final Map<Path, ImagePlus> styles) {
    try (JobEngine engine = new JobEngine(styles)) {
      engine.prepare(settings.settings());
      for (int index = 0; index < log.jobs().size(); index++) {
        log.begin(index);
        log.end(index, engine.perform(log.jobs().get(index), observer));
      }
    }
  }

  private static Map<Path, ImagePlus> open(final List<Path> styles) {
    final Map<Path, ImagePlus> images = new LinkedHashMap<>();
    for (final Path style : styles)
      if (Files.isDirectory(style)) openFolder(style, images);
      else images.put(style.toAbsolutePath().normalize(), new ImageFileReader().open(style));
    if (images.isEmpty())
      throw new StyleTransferException(
          "No style is given. Name an image file or a folder of them.");
    return images;
  }

  /** A file that is no image and whose name does not claim otherwise is left out. */
  private static void openFolder(final Path folder, final Map<Path, ImagePlus> images) {
    for (final Path file : BatchFiles.in(folder))
      try {
        images.put(file.toAbsolutePath().normalize(), new ImageFileReader().open(file));
      } catch (final StyleTransferException e) {
        if (BatchFiles.mustBeImage(file)) throw e;
        LOG.info("Left out {}, which is no image", file);
      }
  }

  private void createTarget(final Path folder) {
    try {
      Files.createDirectories(target);
      if (Files.isSameFile(folder, target))
        throw new StyleTransferException(
            "The results cannot go into the folder of the images. Choose another folder.");
    } catch (final IOException e) {
      throw new StyleTransferException(
          "The folder '"
              + target
              + "' cannot be created ("
              + e.getMessage()
              + "). Choose another folder.",
          e);
    }
  }
}
