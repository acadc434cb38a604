package sc.fiji.styletransfer.image.read;

import ij.IJ;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * While at least one object of this class is open, ImageJ reports errors in its log and not in
 * dialogs. The last one that is closed restores what was before the first, whatever the order in
 * which threads open and close them.
 */
final class RedirectedErrors implements AutoCloseable {

  /** One element for each open object; the first is ImageJ's own value. */
  private static final Deque<Boolean> OPEN = new ArrayDeque<>();

  RedirectedErrors() {
    synchronized (OPEN) {
      OPEN.addLast(IJ.redirectingErrorMessages());
      IJ.redirectErrorMessages(true);
    }
  }

  @Override
  public void close() {
    synchronized (OPEN) {
      final boolean before = OPEN.peekFirst();
      OPEN.removeLast();
      IJ.redirectErrorMessages(!OPEN.isEmpty() || before);
    }
  }
}
