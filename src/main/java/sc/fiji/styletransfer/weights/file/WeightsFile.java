package sc.fiji.styletransfer.weights.file;

import java.nio.file.Path;
import sc.fiji.styletransfer.network.WeightsException;

/**
 * Opens weights files of VGG19: {@code .safetensors}, Keras {@code .h5}, and PyTorch {@code .pth}
 * in the zip format and the legacy format. The file's first bytes determine the format, and the
 * numbers of the first layer determine the variant; the file's name has no meaning. Layers that
 * nobody reads, such as the fully connected layers, are never loaded.
 */
public final class WeightsFile {

  private WeightsFile() {}

  /**
   * @param path the file
   * @return the network in the file, to be closed by the caller
   * @throws WeightsException if the file cannot be read, has an unknown format, is damaged or is
   *     not VGG19
   */
  public static TensorFileWeights open(final Path path) {
    return new TensorFileWeights(TensorFormat.open(path), path.getFileName().toString());
  }
}
