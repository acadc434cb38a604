package sc.fiji.styletransfer.weights.file;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import sc.fiji.styletransfer.network.WeightsException;

/**
 * The tensors of an unpickled state dictionary by name. A checkpoint may contain its dictionary in
 * another dictionary, for example under {@code state_dict}; the name of the outer entry is dropped.
 */
final class TorchDictionary {

  private static final int MAX_DEPTH = 3;

  private final Map<String, TorchTensor> tensors = new LinkedHashMap<>();

  /** Dictionaries can contain each other, so each is visited once. */
  private final Set<Map<?, ?>> visited = Collections.newSetFromMap(new IdentityHashMap<>());

  /**
   * @param root the object in the pickle
   * @throws WeightsException if the object is not a dictionary with tensors
   */
  TorchDictionary(final Object root) {
    if (root instanceof final Map<?, ?> dictionary) collect(dictionary, 0);
    if (tensors.isEmpty())
      throw new WeightsException("it has no state dictionary; save model.state_dict() instead");
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
    if (!visited.add(dictionary)) return;
    dictionary.forEach(
        (key, value) -> {
          if (value instanceof final TorchTensor tensor) tensors.put(key.toString(), tensor);
          else if (value instanceof final Map<?, ?> inner && depth < MAX_DEPTH)
            collect(inner, depth + 1);
        });
  }

  /**
   * @param tensor one of the tensors
   * @return type of the tensor's numbers
   * @throws WeightsException if the numbers cannot be read as float32 without loss
   */
  static ElementType type(final TorchTensor tensor) {
    final String name = tensor.storage().className();
    return ElementType.ofStorage(name)
        .orElseThrow(
            () ->
                new WeightsException(
                    "one of its tensors is a %s, and only float32 and float16 are supported; convert it first"
                        .formatted(name)));
  }
}
