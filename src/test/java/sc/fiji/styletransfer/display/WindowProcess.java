package sc.fiji.styletransfer.display;

import java.io.IOException;
import java.util.Map;
import sc.fiji.styletransfer.JavaProcess;

/** Asks a virtual machine of its own whether it can open windows, since tests run without. */
public final class WindowProcess {

  /** Why a test is skipped. */
  public static final String NO_WINDOWS = "no display can be opened; see .ci/run for Xvfb";

  private WindowProcess() {}

  /** Exits with 0 if windows can be opened, otherwise with 1. */
  public static void main(final String[] args) {
    System.exit(WindowSystem.isAvailable() ? 0 : 1);
  }

  /** Returns whether a process with the environment of this one can open windows. */
  public static boolean canOpenWindows() throws IOException, InterruptedException {
    return exitCode(Map.of()) == 0;
  }

  /**
   * @param environment variables that are added to those of this process
   */
  static int exitCode(final Map<String, String> environment)
      throws IOException, InterruptedException {
    final ProcessBuilder builder = JavaProcess.of(WindowProcess.class, "64m");
    builder.environment().putAll(environment);
    final Process process =
        builder
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      return process.waitFor();
    } finally {
      process.destroyForcibly();
    }
  }
}
