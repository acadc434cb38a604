package sc.fiji.styletransfer.weights;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import sc.fiji.styletransfer.network.NetworkVariant;

/**
 * A weights file of VGG19 on the web.
 *
 * @param name name of the file
 * @param variant variant of the network
 * @param size size in bytes
 * @param checksum checksum of the whole file
 * @param licence licence of the weights, with the attribution
 * @param addresses addresses of the file in the order of preference. The list is empty if the
 *     program imports the file but does not download it
 */
public record PublishedFile(
    String name,
    NetworkVariant variant,
    long size,
    Checksum checksum,
    String licence,
    List<URI> addresses) {

  private static final String OXFORD_LICENCE =
      "CC BY 4.0, Simonyan and Zisserman, Visual Geometry Group, University of Oxford";

  private static final String TORCHVISION_LICENCE = "BSD-3-Clause, torchvision";

  /** The Oxford network as Keras publishes it, without the fully connected layers. */
  public static final PublishedFile KERAS =
      new PublishedFile(
          "vgg19_weights_tf_dim_ordering_tf_kernels_notop.h5",
          NetworkVariant.OXFORD,
          80_134_624,
          new Checksum("MD5", "253f8cb515780f3b799900260a226db6"),
          OXFORD_LICENCE,
          List.of(
              URI.create(
                  "https://storage.googleapis.com/tensorflow/keras-applications/vgg19/vgg19_weights_tf_dim_ordering_tf_kernels_notop.h5"),
              URI.create(
                  "https://github.com/fchollet/deep-learning-models/releases/download/v0.1/vgg19_weights_tf_dim_ordering_tf_kernels_notop.h5")));

  /** The torchvision network as PyTorch publishes it, 548 MiB with the fully connected layers. */
  public static final PublishedFile TORCHVISION =
      new PublishedFile(
          "vgg19-dcbb9e9d.pth",
          NetworkVariant.TORCHVISION,
          574_673_361,
          new Checksum(
              "SHA-256", "dcbb9e9dad569fff7a846263a77324fc34978fea2bfb039c012d710e1776ae44"),
          TORCHVISION_LICENCE,
          List.of(URI.create("https://download.pytorch.org/models/vgg19-dcbb9e9d.pth")));

  /**
   * @param file any file
   * @return the published file with the same size and checksum, if any
   */
  public static Optional<PublishedFile> identify(final java.nio.file.Path file) {
    return List.of(KERAS, TORCHVISION).stream()
        .filter(known -> file.toFile().length() == known.size())
        .filter(known -> known.checksum().matches(file))
        .findFirst();
  }

  /** Makes the list immutable. */
  public PublishedFile {
    addresses = List.copyOf(addresses);
  }
}
