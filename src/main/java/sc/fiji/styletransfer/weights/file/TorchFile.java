package sc.fiji.styletransfer.weights.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import sc.fiji.styletransfer.network.WeightsException;

/** The common part of the two formats of a PyTorch state dictionary. */
abstract class TorchFile implements TensorFile {

  private final Path path;
  private final Closeable file;

  /**
   * @param path the file
   * @param file the open file, which this object closes
   */
  TorchFile(final Path path, final Closeable file) {
    this.path = path;
    this.file = file;
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
    return UnusableFile.contained(
        path,
        () -> {
          final TorchTensor tensor = dictionary().tensors().get(name);
          if (tensor == null) throw new WeightsException(UnusableFile.missingTensor(name));
          return numbers(tensor);
        });
  }

  @Override
  public Optional<String> note(final String key) {
    return Optional.empty();
  }

  @Override
  public final void close() {
    UnusableFile.close(path, file);
  }
}
