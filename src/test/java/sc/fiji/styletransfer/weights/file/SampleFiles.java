package sc.fiji.styletransfer.weights.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import sc.fiji.styletransfer.network.NetworkFingerprint;
import sc.fiji.styletransfer.network.Vgg19Layer;

/** Files of a synthetic network, for tests of other packages. */
public final class SampleFiles {

  private static final SyntheticNetwork NETWORK = SyntheticNetwork.oxford(21);

  private SampleFiles() {}

  /** Writes the network as Keras would and returns its fingerprint. */
  public static NetworkFingerprint writeKeras(final Path file) throws IOException {
    FormatWriters.HDF5.write(file, NETWORK.tensors(Vgg19Layer.CONV5_1));
    return NetworkFingerprint.of(NETWORK);
  }

  /** Writes a network that is recognised as torchvision's. */
  public static void writeTorchvision(final Path file) throws IOException {
    FormatWriters.SAFETENSORS.write(
        file, new SyntheticNetwork(22, SyntheticNetwork.TORCHVISION).tensors(Vgg19Layer.CONV5_1));
  }

  /** Writes the network between large tensors that are not needed. */
  public static void writeWithOtherTensors(final Path file) throws IOException {
    final Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("before", Tensor.of(new float[1_000_000], 1_000_000));
    tensors.putAll(NETWORK.tensors(Vgg19Layer.CONV5_1));
    tensors.put("head.fc.weight", Tensor.of(new float[6_000_000], 6_000_000));
    FormatWriters.SAFETENSORS.write(file, tensors);
  }
}
