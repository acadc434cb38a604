package sc.fiji.styletransfer.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import sc.fiji.styletransfer.tensor.DeviceChoice;
import sc.fiji.styletransfer.tensor.TensorEngine;
import sc.fiji.styletransfer.tensor.TensorSession;

class TensorPartsTest {

  /**
   * No part is longer than the limit, however long the tensor: an array of Java would not hold the
   * values of 716 megapixels.
   */
  @Test
  void partsAreShortAndCoverAllElementsOnce() {
    try (TensorSession session = TensorEngine.start().open(new DeviceChoice("cpu"));
        NDManager manager = session.manager().newSubManager()) {
      final long size = 2L * TensorParts.LENGTH + 3;
      final NDArray tensor = manager.zeros(new Shape(size), DataType.INT8);
      final List<Long> sizes = new ArrayList<>();
      TensorParts.of(
          tensor,
          part -> {
            sizes.add(part.size());
            part.addi(sizes.size());
          });
      assertEquals(List.of((long) TensorParts.LENGTH, (long) TensorParts.LENGTH, 3L), sizes);
      final byte[] values = tensor.toByteArray();
      for (int i = 0; i < size; i++)
        assertTrue(values[i] == 1 + i / TensorParts.LENGTH, "element " + i);
    }
  }
}
