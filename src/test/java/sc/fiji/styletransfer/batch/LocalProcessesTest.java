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
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.batch.BatchEntry.Outcome;
import sc.fiji.styletransfer.files.TemporaryFolder;
import sc.fiji.styletransfer.image.read.ImageFileReader;
import sc.fiji.styletransfer.image.write.ImageFileFormat;
import sc.fiji.styletransfer.image.write.ImageFileWriter;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.transfer.Progress;

/**
 * Child processes that end during a job. A parent starts a child process only for a job and waits
 * for its outcome, so a child that has just appeared has not finished its job. Every test ends the
 * processes and threads that it started, also when it fails.
 */
@Tag("slow")
@Timeout(180)
class LocalProcessesTest {

  private static final SettingTexts SETTINGS =
      new SettingTexts(Map.of("iterations", "2", "init", "noise"));

  /** More than any computer performs during a test. */
  private static final SettingTexts ENDLESS = SETTINGS.with("iterations", "1000000");

  private static final BatchObserver NO_OBSERVER = progress -> {};

  /** Waiting threads; the common pool may have a single thread, which one waiting task occupies. */
  private final ExecutorService threads = Executors.newCachedThreadPool(LocalProcessesTest::daemon);

  private final Set<Long> earlierProcesses = processes();

  /** The child processes that a test has seen. */
  private final Set<Long> children = new HashSet<>();

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

  private TransferJob job(final Path content) {
    return job(content, SETTINGS);
  }

  private TransferJob job(final Path content, final SettingTexts settings) {
    return TransferJob.of(
        content, style, folder.resolve(content.getFileName() + ".out.tif"), settings);
  }

  private Future<BatchReport> start(final BatchObserver observer, final TransferJob... jobs) {
    final BatchLog log = new BatchLog(List.of(jobs), observer);
    return threads.submit(
        () -> {
          new LocalProcesses(SETTINGS, 1).perform(log);
          return log.report();
        });
  }

  /** Waits for a child process that the test has not seen, and returns it. */
  private ProcessHandle newChild(final ProcessHandle parent) throws InterruptedException {
    while (true) {
      for (final ProcessHandle child : parent.children().toList())
        if (!earlierProcesses.contains(child.pid()) && children.add(child.pid())) return child;
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  private ProcessHandle newChild() throws InterruptedException {
    return newChild(ProcessHandle.current());
  }

  private static void kill(final ProcessHandle child) throws Exception {
    child.destroyForcibly();
    end(child);
  }

  private static void end(final ProcessHandle child) throws Exception {
    child.onExit().get(20, TimeUnit.SECONDS);
  }

  /** Waits until a process has loaded its classes and computes. */
  private static void awaitComputation(final ProcessHandle child) throws InterruptedException {
    final Duration longest = Duration.ofSeconds(3);
    while (child.info().totalCpuDuration().orElse(longest).compareTo(longest) < 0)
      TimeUnit.MILLISECONDS.sleep(5);
  }

  private static BatchReport report(final Future<BatchReport> batch) throws Exception {
    return batch.get(120, TimeUnit.SECONDS);
  }

  private static List<Outcome> outcomes(final BatchReport report) {
    return report.entries().stream().map(BatchEntry::outcome).toList();
  }

  @Test
  void anotherProcessPerformsTheJobOfAKilledProcess() throws Exception {
    final TransferJob first = job(draw(folder.resolve("a.png"), 1));
    final var batch = start(NO_OBSERVER, first, job(draw(folder.resolve("b.png"), 2)));
    kill(newChild());
    final ProcessHandle second = newChild();
    assertEquals(List.of(Outcome.DONE, Outcome.DONE), outcomes(report(batch)));
    assertEquals(20, new ImageFileReader().open(Path.of(first.output())).getWidth());
    assertFalse(second.isAlive());
  }

  @Test
  void aJobThatEndsTwoProcessesIsReportedAndTheOthersAreDone() throws Exception {
    final TransferJob endless = job(draw(folder.resolve("a.png"), 1), ENDLESS);
    final var batch = start(NO_OBSERVER, endless, job(draw(folder.resolve("b.png"), 2)));
    final ProcessHandle first = newChild();
    awaitComputation(first);
    kill(first);
    // The job waits behind the other one, which the second process performs before it.
    final ProcessHandle second = newChild();
    while (!Files.exists(folder.resolve("b.png.out.tif"))) TimeUnit.MILLISECONDS.sleep(5);
    TimeUnit.MILLISECONDS.sleep(500);
    kill(second);
    final BatchReport report = report(batch);
    assertEquals(List.of(Outcome.FAILED, Outcome.DONE), outcomes(report));
    assertTrue(report.table().contains("Two processes ended while they computed"), report::table);
  }

  /** The process may be killed between the end of its work and its report of it. */
  @Test
  void theResultOfAKilledProcessIsDone() throws Exception {
    for (int i = 0; i < 3; i++) {
      final TransferJob job = job(draw(folder.resolve(i + ".png"), i));
      final var batch = start(NO_OBSERVER, job);
      final ProcessHandle child = newChild();
      while (!Files.exists(Path.of(job.output()))) Thread.onSpinWait();
      kill(child);
      assertEquals(List.of(Outcome.DONE), outcomes(report(batch)));
    }
  }

  @Test
  void childProcessesEndWithTheirParent() throws Exception {
    final List<String> command = new ArrayList<>(new JavaCommand(JobsRun.class).arguments());
    command.add(job(draw(folder.resolve("a.png"), 1), ENDLESS).toJson());
    final Process parent =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    final ProcessHandle child = newChild(parent.toHandle());
    awaitComputation(child);
    kill(parent.toHandle());
    end(child);
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
    final TransferJob endless = job(draw(folder.resolve("a.png"), 1), ENDLESS);
    final var batch = start(observer, endless, job(draw(folder.resolve("b.png"), 2)));
    awaitComputation(newChild());
    cancelled.set(true);
    assertEquals(List.of(Outcome.STOPPED, Outcome.STOPPED), outcomes(report(batch)));
  }

  @Test
  void anInterruptedBatchStillHasAReport() throws Exception {
    final TransferJob endless = job(draw(folder.resolve("a.png"), 1), ENDLESS);
    final BatchLog log = new BatchLog(List.of(endless), NO_OBSERVER);
    final Thread batch = daemon(() -> new LocalProcesses(SETTINGS, 1).perform(log));
    batch.start();
    final ProcessHandle child = newChild();
    awaitComputation(child);
    batch.interrupt();
    batch.join(TimeUnit.SECONDS.toMillis(20));
    assertFalse(batch.isAlive());
    assertEquals(List.of(Outcome.STOPPED), outcomes(log.report()));
    end(child);
  }

  @Test
  void childProcessesLeaveNoTemporaryFiles() throws Exception {
    final Path root = TemporaryFolder.ofProcess().root();
    final var batch = start(NO_OBSERVER, job(draw(folder.resolve("a.png"), 1)));
    final long child = newChild().pid();
    assertEquals(List.of(Outcome.DONE), outcomes(report(batch)));
    try (Stream<Path> files = Files.list(root)) {
      final String prefix = "style-transfer-" + child + "-";
      assertEquals(
          List.of(),
          files.filter(file -> file.getFileName().toString().startsWith(prefix)).toList());
    }
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
    // Nearest neighbours of strokes may differ where the numbers of threads do.
    final SettingTexts settings = SETTINGS.with("preset", "balanced");
    final Path images = Files.createDirectory(folder.resolve("images"));
    for (int i = 0; i < 4; i++) draw(images.resolve(i + ".png"), i);
    final Path one = folder.resolve("one");
    final Path two = folder.resolve("two");
    batch(images, settings, one);
    batch(images, settings.with("processes", "2"), two);
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
    assertEquals(
        "Child processes cannot be started, because this plugin was not loaded from jar files; set"
            + " processes to 1.",
        assertThrows(StyleTransferException.class, command::arguments).getMessage());
  }

  @Test
  void aTemporaryFolderThatIsAFileIsTold() throws IOException {
    final Path file = Files.createFile(folder.resolve("file"));
    final JavaCommand command =
        new JavaCommand(JobsRun.class, JobsRun.class.getClassLoader(), new TemporaryFolder(file));
    assertEquals(
        "The temporary folder '%s' cannot be written to (it is not a folder). Make room there, or set processes to 1."
            .formatted(file),
        assertThrows(StyleTransferException.class, () -> command.arguments(0)).getMessage());
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
