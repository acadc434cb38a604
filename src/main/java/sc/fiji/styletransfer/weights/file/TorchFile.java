package sc.fiji.styletransfer.weights.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import sc.fiji.styletransfer.network.WeightsException;

/** The common part of the two formats of a PyTorch state dictionary. */
abstract class TorchFile implements TensorFile {

  private final Path path;

  TorchFile(final Path path) {
    this.path = path;
  }

  final Path path() {
    return path;
  }

  /** Returns the tensors as the pickle describes them. */
  abstract TorchDictionary dictionary();

  /** Reads the numbers of a tensor and checks that they lie within the file. */
  abstract float[] numbers(TorchTensor tensor) throws IOException;

  @Override
  public Map<String, long[]> shapes() {
    return dictionary().shapes();
  }

  @Override
  public float[] read(final String name) {
    try {
      final TorchTensor tensor = dictionary().tensors().get(name);
      if (tensor == null) throw new WeightsException(UnusableFile.missingTensor(name));
      return numbers(tensor);
    } catch (IOException
        | IllegalArgumentException
        | ArithmeticException
        | WeightsException
        | OutOfMemoryError e) {
      throw UnusableFile.because(path, e);
    }
  }

  @Override
  public Optional<String> note(final String key) {
    return Optional.empty();
  }
}
