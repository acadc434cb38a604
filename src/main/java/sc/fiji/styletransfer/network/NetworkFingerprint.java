package sc.fiji.styletransfer.network;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A checksum of a network's weights that does not depend on the file format: the SHA-256 over the
 * layers {@code conv1_1} to {@code conv5_1} in this order. Each layer contributes the kernel (out,
 * in, row, column), then the bias, and then the read-out of a distilled network, as little-endian
 * float32. The input channels of the first kernel stay in the order in which the network was
 * trained. Later layers do not contribute, because some files end at {@code conv5_1}.
 *
 * @param hex the 64 lower-case hexadecimal digits
 */
public record NetworkFingerprint(String hex) {

  private static final int SHORT_DIGITS = 8;

  /** The layers that contribute, which every complete file has. */
  public static final List<Vgg19Layer> LAYERS =
      List.of(Vgg19Layer.values()).subList(0, Vgg19Layer.CONV5_1.ordinal() + 1);

  /**
   * Computes the fingerprint of a network.
   *
   * @param weights weights of the network
   * @return the fingerprint
   * @throws WeightsException if a layer is missing or damaged
   */
  public static NetworkFingerprint of(final NetworkWeights weights) {
    return of(weights, LAYERS);
  }

  /**
   * Computes the fingerprint of the layers that a file has, which need not be all.
   *
   * @param weights weights of a network
   * @return the fingerprint; equal to {@link #of(NetworkWeights)} if no layer is missing
   * @throws WeightsException if a layer is damaged
   */
  public static NetworkFingerprint ofPresent(final NetworkWeights weights) {
    return of(weights, LAYERS.stream().filter(weights::has).toList());
  }

  private static NetworkFingerprint of(
      final NetworkWeights weights, final List<Vgg19Layer> layers) {
    final MessageDigest digest = sha256();
    for (final Vgg19Layer layer : layers) {
      final Convolution convolution = weights.read(layer);
      update(digest, convolution.kernel());
      update(digest, convolution.bias());
      update(digest, convolution.readOut());
    }
    return new NetworkFingerprint(HexFormat.of().formatHex(digest.digest()));
  }

  /**
   * @return the first eight digits, which are enough to distinguish networks in a list
   */
  public String abbreviated() {
    return hex.substring(0, SHORT_DIGITS);
  }

  @Override
  public String toString() {
    return hex;
  }

  private static void update(final MessageDigest digest, final float[] values) {
    final ByteBuffer chunk = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    final int step = chunk.capacity() / Float.BYTES;
    for (int begin = 0; begin < values.length; begin += step) {
      final int count = Math.min(step, values.length - begin);
      chunk.clear().asFloatBuffer().put(values, begin, count);
      digest.update(chunk.limit(count * Float.BYTES));
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (final NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }
}
