package sc.fiji.styletransfer.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two runs in one program take turns instead of computing with twice the threads. */
class GradientTapeTest {

  @RegisterExtension private final CpuSession session = new CpuSession();

  private final AtomicReference<Thread> other = new AtomicReference<>();
  private final ExecutorService second =
      Executors.newSingleThreadExecutor(
          task -> {
            final Thread thread = new Thread(task, "second run");
            thread.setDaemon(true);
            other.set(thread);
            return thread;
          });

  @AfterEach
  void stop() {
    second.shutdownNow();
  }

  @Test
  @Timeout(60)
  void anEvaluationWaitsForThatOfAnotherRun() throws Exception {
    final CompletableFuture<Float> derivative;
    try (GradientTape first = session.open().record()) {
      derivative = CompletableFuture.supplyAsync(GradientTapeTest::ofTheSquareOfThree, second);
      while (other.get() == null || other.get().getState() != Thread.State.WAITING)
        TimeUnit.MILLISECONDS.sleep(2);
      assertFalse(derivative.isDone());
      assertEquals(6, derivative(session.open(), first));
      assertFalse(derivative.isDone());
    }
    assertEquals(6, derivative.get());
  }

  private static float ofTheSquareOfThree() {
    try (TensorSession run = TensorEngine.start().open(new DeviceChoice("cpu"));
        GradientTape tape = run.record()) {
      return derivative(run, tape);
    }
  }

  private static float derivative(final TensorSession run, final GradientTape tape) {
    try (NDArray three = run.manager().ones(new Shape(1)).muli(3)) {
      three.setRequiresGradient(true);
      try (NDArray square = three.square()) {
        tape.backward(square);
      }
      try (NDArray gradient = three.getGradient()) {
        return gradient.getFloat();
      }
    }
  }
}
