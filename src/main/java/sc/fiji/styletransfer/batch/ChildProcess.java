package sc.fiji.styletransfer.batch;

import com.google.gson.JsonParseException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.StyleTransferException;

/** One {@link JobProcess}, seen from the process that gives it jobs. */
final class ChildProcess implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ChildProcess.class);

  /** What bin/stylize says, which has the reasons; other C libraries than glibc ignore it. */
  private static final String ALLOCATOR =
      "glibc.malloc.mmap_threshold=9000000:glibc.malloc.arena_max=1:glibc.malloc.hugetlb=1";

  private final Process process;
  private final BufferedWriter jobs;
  private final BufferedReader outcomes;

  private ChildProcess(final Process process) {
    this.process = process;
    jobs = process.outputWriter(StandardCharsets.UTF_8);
    outcomes = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * @param command of a virtual machine
   * @param threads it may compute with
   * @throws StyleTransferException if it cannot be started
   */
  static ChildProcess start(final List<String> command, final int threads) {
    final ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("OMP_NUM_THREADS", String.valueOf(threads));
    builder.environment().put("MKL_NUM_THREADS", String.valueOf(threads));
    builder.environment().putIfAbsent("GLIBC_TUNABLES", ALLOCATOR);
    try {
      final Process process = builder.start();
      LOG.info("Process {} with {} threads", process.pid(), threads);
      return new ChildProcess(process);
    } catch (final IOException e) {
      throw new StyleTransferException(
          "A further process cannot be started (" + e.getMessage() + "); set processes to 1.", e);
    }
  }

  /**
   * Waits for the end of a job.
   *
   * @return what became of it; nothing if the process died
   */
  Optional<JobOutcome> perform(final TransferJob job) {
    try {
      jobs.write(job.toJson());
      jobs.newLine();
      jobs.flush();
      return answer();
    } catch (final IOException e) {
      LOG.debug("Process {} is gone", process.pid(), e);
      return Optional.empty();
    }
  }

  private Optional<JobOutcome> answer() throws IOException {
    for (String line = outcomes.readLine(); line != null; line = outcomes.readLine())
      try {
        return Optional.of(JobOutcome.fromJson(line));
      } catch (final JsonParseException e) {
        LOG.debug("Process {} says: {}", process.pid(), line, e);
      }
    return Optional.empty();
  }

  /** Ends it at once, whatever it is doing. */
  @Override
  public void close() {
    process.destroyForcibly();
  }
}
