package sc.fiji.styletransfer.weights.file;

import java.util.LinkedHashMap;
import java.util.Map;
import sc.fiji.styletransfer.network.WeightsException;

/**
 * The tensors of an unpickled state dictionary by name. A checkpoint may keep its dictionary inside
 * another one, for example under {@code state_dict}; the outer name is dropped.
 */
final class TorchDictionary {

  private static final int MAX_DEPTH = 3;

  private final Map<String, TorchTensor> tensors = new LinkedHashMap<>();

  /**
   * @param root what the pickle holds
   * @throws WeightsException if that is no dictionary with tensors
   */
  TorchDictionary(final Object root) {
    if (root instanceof final Map<?, ?> dictionary) collect(dictionary, 0);
    if (tensors.isEmpty())
      throw new WeightsException("it holds no state dictionary; save model.state_dict() instead");
  }

  Map<String, TorchTensor> tensors() {
    return tensors;
  }

  Map<String, long[]> shapes() {
    final Map<String, long[]> shapes = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> shapes.put(name, tensor.shape().clone()));
    return shapes;
  }

  private void collect(final Map<?, ?> dictionary, final int depth) {
    dictionary.forEach(
        (key, value) -> {
          if (value instanceof final TorchTensor tensor) tensors.put(String.valueOf(key), tensor);
          else if (value instanceof final Map<?, ?> inner && depth < MAX_DEPTH)
            collect(inner, depth + 1);
        });
  }

  /**
   * @param tensor one of the tensors
   * @return type of its numbers
   * @throws WeightsException if they cannot be read as float32 without loss
   */
  static ElementType type(final TorchTensor tensor) {
    final String name = tensor.storage().className();
    return ElementType.ofStorage(name)
        .orElseThrow(
            () ->
                new WeightsException(
                    "one of its tensors is a "
                        + name
                        + ", and only float32 and float16 can be read; convert it first"));
  }
}
