package sc.fiji.styletransfer.job;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sc.fiji.styletransfer.settings.Adjustment;
import sc.fiji.styletransfer.transfer.Progress;

class TolerantObserverTest {

  /** Fails at the second evaluation in a given way. */
  private static final class Broken implements TransferObserver {

    private final Throwable failure;
    private final List<String> calls = new ArrayList<>();
    private boolean cancelled;

    Broken(final Throwable failure) {
      this.failure = failure;
    }

    @Override
    public void planeBegins(final int index, final int count) {
      calls.add("plane " + index);
    }

    @Override
    public void evaluated(final Progress progress) {
      calls.add("evaluated");
      if (calls.size() < 2) return;
      if (failure instanceof RuntimeException e) throw e;
      throw (Error) failure;
    }

    @Override
    public Optional<Adjustment> adjustment() {
      return Optional.of(Adjustment.NONE);
    }

    @Override
    public boolean isCancelled() {
      return cancelled;
    }
  }

  static List<Throwable> failuresOfADisplay() {
    return List.of(
        new IllegalStateException("the window is closed"),
        new OutOfMemoryError("no heap for the picture"),
        new StackOverflowError(),
        new NoClassDefFoundError("a window system"));
  }

  @ParameterizedTest
  @MethodSource("failuresOfADisplay")
  void aDisplayThatFailsIsCalledNoMoreAndTheRunGoesOn(final Throwable failure) {
    final Broken display = new Broken(failure);
    final TransferObserver observer = new TolerantObserver(display);
    assertEquals(Optional.of(Adjustment.NONE), observer.adjustment());
    observer.planeBegins(0, 2);
    assertDoesNotThrow(() -> observer.evaluated(null));
    observer.evaluated(null);
    observer.planeBegins(1, 2);
    assertEquals(List.of("plane 0", "evaluated"), display.calls);
    // What the user set last stays in force, and the user can still stop the run.
    assertEquals(Optional.of(Adjustment.NONE), observer.adjustment());
    assertFalse(observer.isCancelled());
    display.cancelled = true;
    assertTrue(observer.isCancelled());
  }

  @ParameterizedTest
  @MethodSource("failuresOfADisplay")
  void aQuestionForCancellingThatFailsCancelsNothing(final Throwable failure) {
    final TransferObserver observer =
        new TolerantObserver(
            new TransferObserver() {
              @Override
              public void evaluated(final Progress progress) {
                // is not called
              }

              @Override
              public boolean isCancelled() {
                if (failure instanceof RuntimeException e) throw e;
                throw (Error) failure;
              }
            });
    assertFalse(observer.isCancelled());
  }

  @Test
  void aFailedAssertionIsNoFailureOfADisplay() {
    final TransferObserver observer = new TolerantObserver(new Broken(new AssertionError()));
    observer.planeBegins(0, 1);
    assertThrows(AssertionError.class, () -> observer.evaluated(null));
  }
}
