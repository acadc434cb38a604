package sc.fiji.styletransfer.batch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.process.ColorProcessor;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.batch.BatchEntry.Outcome;
import sc.fiji.styletransfer.image.file.ImageFileFormat;
import sc.fiji.styletransfer.image.file.ImageFileReader;
import sc.fiji.styletransfer.image.file.ImageFileWriter;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.transfer.Progress;

/** Processes that are killed in the middle of a job: whoever opens a pipe waits for its writer. */
@Timeout(180)
class LocalProcessesTest {

  private static final SettingTexts WORDS =
      new SettingTexts(Map.of("iterations", "2", "init", "noise"));

  private static final BatchObserver NOBODY = progress -> {};

  @TempDir private Path folder;
  private Path style;

  @BeforeEach
  void drawStyle() {
    style = draw(folder.resolve("style.png"), 7);
  }

  private static Path draw(final Path file, final int seed) {
    final ColorProcessor pixels = new ColorProcessor(20, 18);
    final Random random = new Random(seed);
    for (int i = 0; i < pixels.getPixelCount(); i++) pixels.set(i, random.nextInt());
    new ImageFileWriter().write(new ImagePlus("", pixels), file);
    return file;
  }

  private Path pipe(final String name) throws IOException, InterruptedException {
    final Path pipe = folder.resolve(name);
    try {
      final int code = new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
      Assumptions.assumeTrue(code == 0, "there are no named pipes here");
    } catch (final IOException e) {
      Assumptions.abort("there are no named pipes here");
    }
    return pipe;
  }

  private TransferJob job(final Path content) {
    return TransferJob.of(
        content, style, folder.resolve(content.getFileName() + ".out.tif"), WORDS);
  }

  private static CompletableFuture<BatchReport> start(final TransferJob... jobs) {
    final BatchLog log = new BatchLog(List.of(jobs), NOBODY);
    return CompletableFuture.supplyAsync(
        () -> {
          new LocalProcesses(WORDS, 1).perform(log);
          return log.report();
        });
  }

  /** The opening of a pipe waits for its reader, and cannot be interrupted. */
  private static OutputStream openOnceRead(final Path pipe) {
    return CompletableFuture.supplyAsync(
            () -> {
              try {
                return Files.newOutputStream(pipe);
              } catch (final IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .orTimeout(60, TimeUnit.SECONDS)
        .join();
  }

  /** Waits until the process has come to the pipe. */
  private static void killAt(final Path pipe, final Runnable meanwhile) throws IOException {
    try (OutputStream writer = openOnceRead(pipe)) {
      meanwhile.run();
      final List<ProcessHandle> children = ProcessHandle.current().children().toList();
      assertEquals(1, children.size());
      children.get(0).destroyForcibly();
      children.get(0).onExit().join();
    }
  }

  private static void replaceByPicture(final Path pipe) {
    try {
      Files.delete(pipe);
      draw(pipe, 1);
    } catch (final IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Outcome> outcomes(final BatchReport report) {
    return report.entries().stream().map(BatchEntry::outcome).toList();
  }

  @Test
  void aJobWhoseProcessWasKilledIsTakenAgain() throws Exception {
    final Path pipe = pipe("a.png");
    final var batch = start(job(pipe), job(draw(folder.resolve("b.png"), 2)));
    killAt(pipe, () -> replaceByPicture(pipe));
    assertEquals(List.of(Outcome.DONE, Outcome.DONE), outcomes(batch.get()));
    assertEquals(20, new ImageFileReader().open(Path.of(job(pipe).output())).getWidth());
    // The end of a process takes a moment.
    for (final ProcessHandle child : ProcessHandle.current().children().toList())
      child.onExit().get(20, TimeUnit.SECONDS);
  }

  @Test
  void aJobThatKillsTwoProcessesIsReportedAndTheOthersAreDone() throws Exception {
    final Path pipe = pipe("a.png");
    final var batch = start(job(pipe), job(draw(folder.resolve("b.png"), 2)));
    killAt(pipe, () -> {});
    killAt(pipe, () -> {});
    final BatchReport report = batch.get();
    assertEquals(List.of(Outcome.FAILED, Outcome.DONE), outcomes(report));
    assertTrue(report.table().contains("Two processes died of it"), report::table);
  }

  @Test
  void processesEndWithTheOneThatStartedThem() throws Exception {
    final Path pipe = pipe("a.png");
    final List<String> command = new ArrayList<>(new JavaCommand(JobsRun.class).words());
    command.add(job(pipe).toJson());
    final Process parent =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (OutputStream writer = openOnceRead(pipe)) {
      final ProcessHandle child = parent.children().findFirst().orElseThrow();
      parent.destroyForcibly().waitFor();
      child.onExit().get(20, TimeUnit.SECONDS);
    }
  }

  /** Carries out one job in a process of its own, to be killed. */
  static final class JobsRun {

    private JobsRun() {}

    public static void main(final String[] args) {
      new LocalProcesses(WORDS, 1)
          .perform(new BatchLog(List.of(TransferJob.fromJson(args[0])), NOBODY));
    }
  }

  @Test
  void theUserMayEndTheBatch() throws Exception {
    final Path pipe = pipe("a.png");
    final AtomicBoolean cancelled = new AtomicBoolean();
    final BatchObserver observer =
        new BatchObserver() {
          @Override
          public void evaluated(final Progress progress) {
            throw new AssertionError("other processes tell nothing of their evaluations");
          }

          @Override
          public boolean isCancelled() {
            return cancelled.get();
          }
        };
    final BatchLog log =
        new BatchLog(List.of(job(pipe), job(draw(folder.resolve("b.png"), 2))), observer);
    final var batch = CompletableFuture.runAsync(() -> new LocalProcesses(WORDS, 1).perform(log));
    try (OutputStream writer = openOnceRead(pipe)) {
      cancelled.set(true);
      batch.get();
    }
    assertEquals(List.of(Outcome.STOPPED, Outcome.STOPPED), outcomes(log.report()));
  }

  @Test
  void severalProcessesMakeTheSamePicturesAsOne() throws IOException {
    final Path images = Files.createDirectory(folder.resolve("images"));
    for (int i = 0; i < 4; i++) draw(images.resolve(i + ".png"), i);
    final Path one = folder.resolve("one");
    final Path two = folder.resolve("two");
    batch(images, WORDS, one);
    batch(images, WORDS.with("processes", "2"), two);
    for (int i = 0; i < 4; i++) assertArrayEquals(pixels(one, i), pixels(two, i), "picture " + i);
  }

  private void batch(final Path images, final SettingTexts words, final Path target) {
    final BatchReport report =
        new FolderBatch(words, ImageFileFormat.TIFF, target, NOBODY).run(images, List.of(style));
    assertEquals(4, report.count(Outcome.DONE), report::table);
  }

  private static int[] pixels(final Path target, final int i) {
    final ImagePlus image = new ImageFileReader().open(target.resolve(i + "-style.tif"));
    return (int[]) image.getProcessor().getPixels();
  }

  @Test
  void whatCannotWorkIsRefusedAtOnce() {
    for (final SettingTexts words :
        List.of(
            WORDS.with("checkpoint", "state"),
            WORDS.with("network", "no such file"),
            WORDS.with("iterations", "none")))
      assertThrows(StyleTransferException.class, () -> new LocalProcesses(words, 2));
    final ClassLoader fromNoFiles = new ClassLoader(null) {};
    final JavaCommand command = new JavaCommand(JobsRun.class, fromNoFiles);
    assertThrows(StyleTransferException.class, command::words);
  }

  @Test
  void theJarsOfAPluginComeBeforeTheProgramsOwn() throws IOException {
    final Path jar = Files.createFile(folder.resolve("a plugin.jar"));
    try (URLClassLoader plugins = new URLClassLoader(new URL[] {jar.toUri().toURL()})) {
      final List<String> words = new JavaCommand(JobsRun.class, plugins).words();
      final List<String> files = new ArrayList<>(entries(words.get(words.indexOf("-cp") + 1)));
      assertEquals(jar.toString(), files.remove(0));
      assertEquals(entries(System.getProperty("java.class.path")), files);
    }
  }

  private static List<String> entries(final String classPath) {
    return List.of(classPath.split(File.pathSeparator));
  }

  @Test
  void jobsAndOutcomesAreLinesOfJson() {
    final TransferJob job = job(folder.resolve("a \"b\"\n.png"));
    assertEquals(job, TransferJob.fromJson(job.toJson()));
    assertEquals(1, job.toJson().lines().count());
    final JobOutcome outcome = new JobOutcome(Outcome.DONE, "loss 3", 0.5);
    assertEquals(outcome, JobOutcome.fromJson(outcome.toJson()));
  }
}
