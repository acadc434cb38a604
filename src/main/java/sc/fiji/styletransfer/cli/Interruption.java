package sc.fiji.styletransfer.cli;

import java.util.concurrent.atomic.AtomicReference;

/** What a command prints at its end, also if a signal interrupts it, such as a batch's report. */
final class Interruption {

  private final AtomicReference<Runnable> report = new AtomicReference<>(() -> {});

  /** Sets the action, which runs on another thread while the command still computes. */
  void onSignal(final Runnable action) {
    report.set(action);
  }

  /** Runs the action once. */
  void run() {
    report.getAndSet(() -> {}).run();
  }
}
