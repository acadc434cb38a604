package sc.fiji.styletransfer.plan;

import ai.djl.Device;
import sc.fiji.styletransfer.features.Precision;
import sc.fiji.styletransfer.machine.MachineFile;
import sc.fiji.styletransfer.machine.ThreadCount;
import sc.fiji.styletransfer.tensor.TensorSession;

/**
 * Measures once for each engine and processor whether half of the threads compute faster than all:
 * two threads of one core compete for its units.
 */
final class FastestThreads {

  /** A small gain may be chance, so that every round has to agree. */
  private static final int ROUNDS = 5;

  /** With fewer threads, half of them leave cores without work wherever another program waits. */
  private static final int FEWEST = 4;

  /** Gain for which half of the threads are taken. */
  private static final double GAIN = 1.1;

  private final TensorSession session;
  private final MachineFile file;

  /**
   * @param session session on the device
   * @param file remembers the number
   */
  FastestThreads(final TensorSession session, final MachineFile file) {
    this.session = session;
    this.file = file;
  }

  /** Measures unless the number is known or chosen, and computes with the fastest from now on. */
  void choose() {
    final ThreadCount count = new ThreadCount(file, session.identity());
    final int all = session.threads();
    if (!session.device().equals(Device.cpu()) || all < FEWEST) return;
    if (ThreadCount.isLimited() || count.get().isPresent()) return;
    boolean halfIsFaster = true;
    for (int round = 0; round < ROUNDS && halfIsFaster; round++) {
      final double whole = MatrixRate.measure(session.manager(), Precision.SINGLE);
      session.setThreads(all / 2);
      halfIsFaster = MatrixRate.measure(session.manager(), Precision.SINGLE) > GAIN * whole;
      session.setThreads(all);
    }
    final int best = halfIsFaster ? all / 2 : all;
    session.setThreads(best);
    count.measured(best);
  }
}
