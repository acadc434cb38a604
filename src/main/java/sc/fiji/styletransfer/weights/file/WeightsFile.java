package sc.fiji.styletransfer.weights.file;

import java.nio.file.Path;
import sc.fiji.styletransfer.network.WeightsException;

/**
 * Opens what people have of VGG19: {@code .safetensors}, Keras {@code .h5}, PyTorch {@code .pth} in
 * its old and its new form. The kind is told by the file's first bytes and the variant by its
 * numbers; names of files do not matter. Layers that are not asked for, such as the fully connected
 * ones, are never read.
 */
public final class WeightsFile {

  private WeightsFile() {}

  /**
   * @param path of the file
   * @return the network in it, to be closed by the caller
   * @throws WeightsException if it cannot be read, is of no known kind, is damaged or is not VGG19
   */
  public static TensorFileWeights open(final Path path) {
    return new TensorFileWeights(TensorFormat.open(path), path.getFileName().toString());
  }
}
