package sc.fiji.styletransfer.spark.batch;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.batch.ResultNames;
import sc.fiji.styletransfer.batch.TransferJob;
import sc.fiji.styletransfer.image.write.ImageFileFormat;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.spark.RemoteFiles;

/**
 * The jobs of a batch: one for each content and style. The results have the names that {@code
 * stylize batch} gives them.
 */
final class JobList {

  private final RemoteFiles files;
  private final Path target;

  /**
   * @param files where contents and styles are
   * @param target folder of the results
   */
  JobList(final RemoteFiles files, final Path target) {
    this.files = files;
    this.target = target;
  }

  /**
   * Lists the jobs.
   *
   * @param contents a file, a folder or a pattern
   * @param styles likewise
   * @param settings settings of all runs
   * @param format file format of the results
   * @return the jobs, those of a content one after another
   * @throws StyleTransferException if files are missing, or a result would replace an input
   */
  List<TransferJob> of(
      final String contents,
      final List<String> styles,
      final SettingTexts settings,
      final ImageFileFormat format) {
    final List<Path> contentFiles = files.images(contents);
    final Set<Path> styleFiles = new LinkedHashSet<>();
    styles.forEach(style -> styleFiles.addAll(files.images(style)));
    requireOtherFolder(contentFiles);
    final ResultNames names = names(contentFiles, List.copyOf(styleFiles));
    final Map<String, String> texts = settings.settings().byKey();
    final List<TransferJob> jobs = new ArrayList<>();
    for (final Path content : contentFiles)
      for (final Path style : styleFiles) {
        final String name = names.of(local(content), local(style)) + format.ending();
        final Path output = new Path(target, name);
        jobs.add(new TransferJob(content.toString(), style.toString(), output.toString(), texts));
      }
    requireNoInput(jobs);
    return jobs;
  }

  private void requireOtherFolder(final List<Path> contents) {
    if (contents.stream().anyMatch(content -> target.equals(content.getParent())))
      throw new StyleTransferException(
          "The results cannot go into the folder of the images. Choose another folder.");
  }

  private static ResultNames names(final List<Path> contents, final List<Path> styles) {
    final ResultNames names = new ResultNames(locals(contents), locals(styles));
    if (!names.areDistinct())
      throw new StyleTransferException(
          "Two results would have the same name. Rename one of the images.");
    return names;
  }

  private static List<java.nio.file.Path> locals(final List<Path> files) {
    final List<java.nio.file.Path> locals = files.stream().map(JobList::local).toList();
    if (new HashSet<>(locals).size() < files.size())
      throw new StyleTransferException(
          "Two images have the same path in different file systems. Rename one of them.");
    return locals;
  }

  /** The path without file system and server, from which the name of a result follows. */
  static java.nio.file.Path local(final Path file) {
    return java.nio.file.Path.of(file.toUri().getPath());
  }

  private static void requireNoInput(final List<TransferJob> jobs) {
    final Set<String> inputs = jobs.stream().map(TransferJob::style).collect(Collectors.toSet());
    jobs.forEach(job -> inputs.add(job.content()));
    for (final TransferJob job : jobs)
      if (inputs.contains(job.output()))
        throw new StyleTransferException(
            "The output '%s' would replace an input. Choose another folder."
                .formatted(job.output()));
  }
}
