package sc.fiji.styletransfer.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.engine.EngineException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.picture.PictureTensor;
import sc.fiji.styletransfer.pixels.TensorVector;
import sc.fiji.styletransfer.tensor.DeviceChoice;
import sc.fiji.styletransfer.tensor.TensorEngine;
import sc.fiji.styletransfer.tensor.TensorSession;
import sc.fiji.styletransfer.tile.AdaptiveTileSize;
import sc.fiji.styletransfer.transfer.TestPictures;

/** Reaction to an exhausted memory, which the test simulates by the exceptions of the engine. */
class MemoryAdaptiveLossTest {

  private static final String CPU =
      "[enforce fail at alloc_cpu.cpp:119] DefaultCPUAllocator: can't allocate memory: you tried to"
          + " allocate 1073741824 bytes.";
  private static final String CUDA = "CUDA out of memory. Tried to allocate 2.00 GiB.";

  private final List<Integer> sides = new ArrayList<>();
  private int trims;

  @ParameterizedTest
  @ValueSource(strings = {CPU, CUDA, "cuDNN error: CUDNN_STATUS_ALLOC_FAILED"})
  void tilesAreHalvedUntilTheyFitAndStaySmall(final String message) {
    final MemoryAdaptiveLoss loss = loss(200, new EngineException(message));
    assertEquals(42, evaluate(loss));
    assertEquals(List.of(0, 336, 160), sides);
    assertEquals(42, evaluate(loss));
    assertEquals(List.of(0, 336, 160, 160), sides);
  }

  @Test
  void exhaustedMemoryWithTheSmallestTilesIsReported() {
    final MemoryAdaptiveLoss loss = loss(10, new EngineException(CPU));
    assertThrows(StyleTransferException.class, () -> evaluate(loss));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shapes do not match",
        "CUDA error: an illegal memory access was encountered",
      })
  void otherExceptionsAreNotCaught(final String message) {
    final MemoryAdaptiveLoss loss = loss(10, new EngineException(message));
    assertThrows(EngineException.class, () -> evaluate(loss));
    assertEquals(List.of(0), sides);
  }

  @Test
  void freedMemoryIsReturnedAfterEveryFewEvaluations() {
    final MemoryAdaptiveLoss loss = loss(1000, null);
    for (int evaluation = 0; evaluation < 12; evaluation++) evaluate(loss);
    assertEquals(2, trims);
  }

  @Test
  void tileSideOfOneTaskIsUsedByTheNext() {
    final AdaptiveTileSize tiles = new AdaptiveTileSize(0);
    final PictureSize size = new PictureSize(673, 20);
    final Integer fitting =
        tiles.compute(
            size,
            side -> {
              if (side == 0) throw new EngineException(CPU);
              return side;
            });
    assertEquals(Integer.valueOf(336), fitting);
    assertEquals(Integer.valueOf(336), tiles.compute(size, side -> side));
  }

  private MemoryAdaptiveLoss loss(final int largestThatFits, final RuntimeException failure) {
    return new MemoryAdaptiveLoss(
        new AdaptiveTileSize(0),
        () -> trims++,
        side ->
            (x, gradient) -> {
              sides.add(side);
              if (failure != null && (side == 0 || side > largestThatFits)) throw failure;
              return () -> 42;
            });
  }

  private static double evaluate(final MemoryAdaptiveLoss loss) {
    try (TensorSession session = TensorEngine.start().open(new DeviceChoice("cpu"));
        TensorVector x =
            new TensorVector(PictureTensor.of(TestPictures.waves(673, 20, 1), session.manager()))) {
      return loss.evaluate(x, x);
    }
  }
}
