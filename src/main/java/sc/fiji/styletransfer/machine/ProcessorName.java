package sc.fiji.styletransfer.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The name of the processor, which tells computers apart that share one folder of preferences. */
public final class ProcessorName {

  private static final Logger LOG = LoggerFactory.getLogger(ProcessorName.class);

  private static final Path LINUX = Path.of("/proc/cpuinfo");

  private ProcessorName() {}

  /**
   * Returns the name of this computer's processor.
   *
   * @return model, instructions as a number, and the number of processors
   */
  public static String get() {
    final int count = Runtime.getRuntime().availableProcessors();
    if (Files.isReadable(LINUX))
      try {
        final List<String> lines = Files.readAllLines(LINUX);
        return "%s %08x, %s processors"
            .formatted(
                value(lines, "model name").orElse(System.getProperty("os.arch")),
                value(lines, "flags").or(() -> value(lines, "Features")).orElse("").hashCode(),
                count);
      } catch (final IOException e) {
        LOG.debug("{} cannot be read", LINUX, e);
      }
    final String windows = System.getenv("PROCESSOR_IDENTIFIER");
    return "%s, %s processors"
        .formatted(windows == null ? System.getProperty("os.arch") : windows, count);
  }

  private static Optional<String> value(final List<String> lines, final String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst();
  }
}
