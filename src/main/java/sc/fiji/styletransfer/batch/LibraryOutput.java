package sc.fiji.styletransfer.batch;

import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.LoggerFactory;

/**
 * The lines that libraries print to the standard output, such as the messages of ImageJ's readers.
 * They become debug messages of the log, because a program that reads the standard output expects
 * nothing but results there.
 */
public final class LibraryOutput extends OutputStream {

  private static final int LONGEST_LINE = 1 << 12;

  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  private LibraryOutput() {}

  /**
   * Takes the standard output from the libraries. Only the main class of a process may call this
   * method.
   *
   * @return the standard output, for results
   */
  public static PrintStream takeStandardOutput() {
    System.setOut(new PrintStream(new LibraryOutput(), true, StandardCharsets.UTF_8));
    return new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
  }

  @Override
  public synchronized void write(final int value) {
    if (value != '\n' && line.size() < LONGEST_LINE) {
      line.write(value);
      return;
    }
    final String text = line.toString(StandardCharsets.UTF_8).strip();
    line.reset();
    // A logger may print when it is created, so this class has none before.
    if (!text.isEmpty()) LoggerFactory.getLogger(LibraryOutput.class).debug("{}", text);
  }
}
