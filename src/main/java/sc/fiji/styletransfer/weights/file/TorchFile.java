package sc.fiji.styletransfer.weights.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import sc.fiji.styletransfer.network.WeightsException;

/** What the two forms of a PyTorch state dictionary have in common once its pickle is read. */
abstract class TorchFile implements TensorFile {

  private final Path path;

  TorchFile(final Path path) {
    this.path = path;
  }

  final Path path() {
    return path;
  }

  /** The tensors by name, as the pickle describes them. */
  abstract TorchDictionary dictionary();

  /** Reads a tensor's numbers; their place and count in the file are not yet checked. */
  abstract float[] numbers(TorchTensor tensor) throws IOException;

  @Override
  public Map<String, long[]> shapes() {
    return dictionary().shapes();
  }

  @Override
  public float[] read(final String name) {
    final TorchTensor tensor = dictionary().tensors().get(name);
    if (tensor == null) throw UnusableFile.lacks(path, name);
    try {
      return numbers(tensor);
    } catch (IOException | IllegalArgumentException | ArithmeticException | WeightsException e) {
      throw UnusableFile.because(path, e);
    }
  }

  @Override
  public Optional<String> note(final String key) {
    return Optional.empty();
  }
}
