package sc.fiji.styletransfer.weights.file;

import java.util.Map;
import java.util.Set;
import net.razorvine.pickle.IObjectConstructor;
import sc.fiji.styletransfer.network.WeightsException;

/**
 * The closed list of Python names that a state dictionary may use, each with the Java record or
 * method that stands for it. No name is looked up as a Java class.
 */
final class TorchName {

  private static final String DICTIONARY = "collections.OrderedDict";

  private static final Set<String> TENSORS =
      Set.of("torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2");

  /** Classes and functions whose first argument stands for the result. */
  private static final Set<String> WRAPPERS =
      Set.of("torch._utils._rebuild_parameter", "torch.nn.parameter.Parameter", "torch.Size");

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
   * The class of a storage, which determines the type of its numbers.
   *
   * @param name name of the Python class
   */
  record StorageClass(String name) {}

  /**
   * @param name name of a Python class or function with its module
   * @param dictionaries constructor of dictionaries
   * @return the object that stands for the name
   * @throws WeightsException if the name is not on the list
   */
  static Object of(final String name, final IObjectConstructor dictionaries) {
    if (DICTIONARY.equals(name)) return dictionaries;
    if (TENSORS.contains(name)) return (IObjectConstructor) TorchTensor::of;
    if (WRAPPERS.contains(name)) return (IObjectConstructor) arguments -> arguments[0];
    if (STORAGES.containsKey(name)) return new StorageClass(name);
    throw new WeightsException(
        "its pickle asks for '%s', which no state dictionary needs; it is not read for safety"
            .formatted(Printable.of(name)));
  }

  /**
   * @param storageClass a name that {@link #of} accepted as a storage class
   * @return bytes of each number
   */
  static int elementBytes(final String storageClass) {
    return STORAGES.get(storageClass);
  }
}
