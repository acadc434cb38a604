package sc.fiji.styletransfer.batch;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.process.ColorProcessor;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.batch.BatchEntry.Outcome;
import sc.fiji.styletransfer.image.read.ImageFileReader;
import sc.fiji.styletransfer.image.write.ImageFileFormat;
import sc.fiji.styletransfer.image.write.ImageFileWriter;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.transfer.Progress;

/**
 * Child processes that end during a job. A test makes the content a named pipe: the child process
 * waits in the pipe until the test opens the pipe for writing. Every test ends the processes and
 * threads that it started, also when it fails.
 */
@Tag("slow")
@Timeout(180)
class LocalProcessesTest {

  private static final SettingTexts SETTINGS =
      new SettingTexts(Map.of("iterations", "2", "init", "noise"));

  private static final BatchObserver NO_OBSERVER = progress -> {};

  /** Waiting threads; the common pool may have a single thread, which one waiting task occupies. */
  private final ExecutorService threads = Executors.newCachedThreadPool(LocalProcessesTest::daemon);

  private final List<Path> pipes = new ArrayList<>();
  private final Set<Long> earlierProcesses = processes();

  @TempDir private Path folder;
  private Path style;

  private static Thread daemon(final Runnable task) {
    final Thread thread = new Thread(task, "LocalProcessesTest");
    thread.setDaemon(true);
    return thread;
  }

  private static Set<Long> processes() {
    return ProcessHandle.current().descendants().map(ProcessHandle::pid).collect(toSet());
  }

  @BeforeEach
  void drawStyle() {
    style = draw(folder.resolve("style.png"), 7);
  }

  @AfterEach
  void endProcessesAndThreads() throws Exception {
    threads.shutdownNow();
    // Opening a pipe for reading and writing never waits; it releases a thread that waits in it.
    for (final Path pipe : pipes)
      if (Files.exists(pipe)) new RandomAccessFile(pipe.toFile(), "rw").close();
    for (final ProcessHandle process : ProcessHandle.current().descendants().toList())
      if (!earlierProcesses.contains(process.pid())) {
        process.destroyForcibly();
        process.onExit().get(20, TimeUnit.SECONDS);
      }
  }

  private static Path draw(final Path file, final int seed) {
    final ColorProcessor pixels = new ColorProcessor(20, 18);
    final Random random = new Random(seed);
    for (int i = 0; i < pixels.getPixelCount(); i++) pixels.set(i, random.nextInt());
    new ImageFileWriter().write(new ImagePlus("", pixels), file);
    return file;
  }

  private Path pipe(final String name) throws IOException, InterruptedException {
    // Since pipes are refused as images, a child no longer waits in one. KilledRunsTest kills
    // processes at random moments until these tests hold a child in another way.
    Assumptions.abort("the reader of images refuses named pipes, in which these tests hold a child");
    final Path pipe = folder.resolve(name);
    try {
      final int code = new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
      Assumptions.assumeTrue(code == 0, "this system has no named pipes");
    } catch (final IOException e) {
      Assumptions.abort("this system has no named pipes");
    }
    pipes.add(pipe);
    return pipe;
  }

  private TransferJob job(final Path content) {
    return TransferJob.of(
        content, style, folder.resolve(content.getFileName() + ".out.tif"), SETTINGS);
  }

  private Future<BatchReport> start(final BatchObserver observer, final TransferJob... jobs) {
    final BatchLog log = new BatchLog(List.of(jobs), observer);
    return threads.submit(
        () -> {
          new LocalProcesses(SETTINGS, 1).perform(log);
          return log.report();
        });
  }

  /** Waits until another process reads from the pipe. */
  private OutputStream openOnceRead(final Path pipe) throws Exception {
    return threads.submit(() -> Files.newOutputStream(pipe)).get(60, TimeUnit.SECONDS);
  }

  private void killAt(final Path pipe) throws Exception {
    try (OutputStream writer = openOnceRead(pipe)) {
      final List<ProcessHandle> children =
          ProcessHandle.current()
              .children()
              .filter(child -> !earlierProcesses.contains(child.pid()))
              .toList();
      assertEquals(1, children.size());
      children.get(0).destroyForcibly();
      children.get(0).onExit().get(20, TimeUnit.SECONDS);
    }
  }

  private static BatchReport report(final Future<BatchReport> batch) throws Exception {
    return batch.get(120, TimeUnit.SECONDS);
  }

  private static List<Outcome> outcomes(final BatchReport report) {
    return report.entries().stream().map(BatchEntry::outcome).toList();
  }

  @Test
  void anotherProcessPerformsTheJobOfAKilledProcess() throws Exception {
    final Path pipe = pipe("a.png");
    final var batch = start(NO_OBSERVER, job(pipe), job(draw(folder.resolve("b.png"), 2)));
    try (OutputStream writer = openOnceRead(pipe)) {
      Files.delete(pipe);
      draw(pipe, 1);
      for (final ProcessHandle child : ProcessHandle.current().children().toList())
        if (!earlierProcesses.contains(child.pid())) child.destroyForcibly();
    }
    assertEquals(List.of(Outcome.DONE, Outcome.DONE), outcomes(report(batch)));
    assertEquals(20, new ImageFileReader().open(Path.of(job(pipe).output())).getWidth());
    for (final ProcessHandle child : ProcessHandle.current().children().toList())
      if (!earlierProcesses.contains(child.pid())) child.onExit().get(20, TimeUnit.SECONDS);
  }

  @Test
  void aJobThatEndsTwoProcessesIsReportedAndTheOthersAreDone() throws Exception {
    final Path pipe = pipe("a.png");
    final var batch = start(NO_OBSERVER, job(pipe), job(draw(folder.resolve("b.png"), 2)));
    killAt(pipe);
    killAt(pipe);
    final BatchReport report = report(batch);
    assertEquals(List.of(Outcome.FAILED, Outcome.DONE), outcomes(report));
    assertTrue(report.table().contains("Two processes ended while they computed"), report::table);
  }

  @Test
  void childProcessesEndWithTheirParent() throws Exception {
    final Path pipe = pipe("a.png");
    final List<String> command = new ArrayList<>(new JavaCommand(JobsRun.class).arguments());
    command.add(job(pipe).toJson());
    final Process parent =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (OutputStream writer = openOnceRead(pipe)) {
      final ProcessHandle child = parent.children().findFirst().orElseThrow();
      assertTrue(parent.destroyForcibly().waitFor(20, TimeUnit.SECONDS));
      child.onExit().get(20, TimeUnit.SECONDS);
    }
  }

  /** Performs one job in a process that the test kills. */
  static final class JobsRun {

    private JobsRun() {}

    public static void main(final String[] args) {
      new LocalProcesses(SETTINGS, 1)
          .perform(new BatchLog(List.of(TransferJob.fromJson(args[0])), NO_OBSERVER));
    }
  }

  @Test
  void theUserStopsTheBatch() throws Exception {
    final Path pipe = pipe("a.png");
    final AtomicBoolean cancelled = new AtomicBoolean();
    final BatchObserver observer =
        new BatchObserver() {
          @Override
          public void evaluated(final Progress progress) {
            throw new AssertionError("child processes do not report their evaluations");
          }

          @Override
          public boolean isCancelled() {
            return cancelled.get();
          }
        };
    final var batch = start(observer, job(pipe), job(draw(folder.resolve("b.png"), 2)));
    try (OutputStream writer = openOnceRead(pipe)) {
      cancelled.set(true);
      assertEquals(List.of(Outcome.STOPPED, Outcome.STOPPED), outcomes(report(batch)));
    }
  }

  @Test
  void anInterruptedBatchStillHasAReport() throws Exception {
    final Path pipe = pipe("a.png");
    final BatchLog log = new BatchLog(List.of(job(pipe)), NO_OBSERVER);
    final Thread batch = daemon(() -> new LocalProcesses(SETTINGS, 1).perform(log));
    batch.start();
    try (OutputStream writer = openOnceRead(pipe)) {
      batch.interrupt();
      batch.join(TimeUnit.SECONDS.toMillis(20));
      assertFalse(batch.isAlive());
    }
    assertEquals(List.of(Outcome.STOPPED), outcomes(log.report()));
  }

  @Test
  void aDisplayThatFailsDoesNotEndTheBatch() throws Exception {
    final BatchObserver broken =
        new BatchObserver() {
          @Override
          public void evaluated(final Progress progress) {
            // is not called
          }

          @Override
          public void jobBegins(final String name, final int index, final int count) {
            throw new IllegalStateException("the window is closed");
          }
        };
    final var batch = start(broken, job(draw(folder.resolve("a.png"), 2)));
    assertEquals(List.of(Outcome.DONE), outcomes(report(batch)));
  }

  @Test
  void severalProcessesComputeTheSamePicturesAsOne() throws IOException {
    final Path images = Files.createDirectory(folder.resolve("images"));
    for (int i = 0; i < 4; i++) draw(images.resolve(i + ".png"), i);
    final Path one = folder.resolve("one");
    final Path two = folder.resolve("two");
    batch(images, SETTINGS, one);
    batch(images, SETTINGS.with("processes", "2"), two);
    for (int i = 0; i < 4; i++) assertArrayEquals(pixels(one, i), pixels(two, i), "picture " + i);
  }

  private void batch(final Path images, final SettingTexts settings, final Path target) {
    final BatchReport report =
        new FolderBatch(settings, ImageFileFormat.TIFF, target, NO_OBSERVER)
            .run(images, List.of(style));
    assertEquals(4, report.count(Outcome.DONE), report::table);
  }

  private static int[] pixels(final Path target, final int i) {
    final ImagePlus image = new ImageFileReader().open(target.resolve(i + "-style.tif"));
    return (int[]) image.getProcessor().getPixels();
  }

  @Test
  void settingsThatCannotWorkAreRefusedAtOnce() {
    for (final SettingTexts settings :
        List.of(SETTINGS.with("network", "no such file"), SETTINGS.with("iterations", "none")))
      assertThrows(StyleTransferException.class, () -> new LocalProcesses(settings, 2));
    final ClassLoader fromNoFiles = new ClassLoader(null) {};
    final JavaCommand command = new JavaCommand(JobsRun.class, fromNoFiles);
    assertThrows(StyleTransferException.class, command::arguments);
  }

  @Test
  void theJarsOfAPluginComeBeforeTheProgramsOwn() throws IOException {
    final Path jar = Files.createFile(folder.resolve("a plugin.jar"));
    try (URLClassLoader plugins = new URLClassLoader(new URL[] {jar.toUri().toURL()})) {
      final List<String> command =
          new JavaCommand(JobsRun.class, plugins).arguments(Integer.MAX_VALUE);
      final List<String> files = new ArrayList<>(entries(command.get(command.indexOf("-cp") + 1)));
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
