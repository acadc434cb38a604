package sc.fiji.styletransfer.weights.file;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.razorvine.pickle.IObjectConstructor;
import sc.fiji.styletransfer.network.WeightsException;

/**
 * The closed list of Python names that a state dictionary may use, each with the record it stands
 * for here. No name leads to a class of ours or of anyone's by reflection.
 */
final class TorchName {

  /** The class of a storage, which tells the type of its numbers. */
  record StorageClass(String name) {}

  private static final Map<String, IObjectConstructor> CALLABLES =
      Map.of(
          "collections.OrderedDict",
          TorchName::dictionary,
          "torch._utils._rebuild_tensor",
          TorchTensor::of,
          "torch._utils._rebuild_tensor_v2",
          TorchTensor::of,
          "torch._utils._rebuild_parameter",
          arguments -> arguments[0],
          "torch.nn.parameter.Parameter",
          arguments -> arguments[0],
          "torch.Size",
          arguments -> arguments[0]);

  /** Bytes of a number in a storage of each class. */
  private static final Map<String, Integer> STORAGES =
      Map.of(
          "torch.FloatStorage", 4,
          "torch.HalfStorage", 2,
          "torch.BFloat16Storage", 2,
          "torch.DoubleStorage", 8,
          "torch.LongStorage", 8,
          "torch.IntStorage", 4,
          "torch.ShortStorage", 2,
          "torch.CharStorage", 1,
          "torch.ByteStorage", 1,
          "torch.BoolStorage", 1);

  private TorchName() {}

  /**
   * @param name of a Python class or function with its module
   * @return what stands for it
   * @throws WeightsException if it is not on the list
   */
  static Object of(final String name) {
    if (CALLABLES.containsKey(name)) return CALLABLES.get(name);
    if (STORAGES.containsKey(name)) return new StorageClass(name);
    throw new WeightsException(
        "its pickle asks for '%s', which no state dictionary needs; it is not read for safety"
            .formatted(printable(name)));
  }

  /**
   * @param storageClass one that {@link #of} gave
   * @return bytes of each of its numbers
   */
  static int elementBytes(final String storageClass) {
    return STORAGES.get(storageClass);
  }

  private static String printable(final String name) {
    final String visible = name.replaceAll("[^\\x20-\\x7e]", "?");
    return visible.length() <= 80 ? visible : visible.substring(0, 80) + "...";
  }

  /** Python 3 makes an empty one and fills it; Python 2 hands over a list of pairs. */
  private static Object dictionary(final Object[] arguments) {
    final Map<Object, Object> dictionary = new LinkedHashMap<>();
    if (arguments.length > 0)
      for (final Object pair : (List<?>) arguments[0]) {
        final List<?> keyAndValue = (List<?>) pair;
        dictionary.put((String) keyAndValue.get(0), keyAndValue.get(1));
      }
    return dictionary;
  }
}
