package sc.fiji.styletransfer.network;

/**
 * The same network without its read-outs.
 *
 * @param distilled network with read-outs
 */
public record WithoutReadOuts(DistilledNetwork distilled) implements NetworkWeights {

  @Override
  public String name() {
    return "bare";
  }

  @Override
  public NetworkVariant variant() {
    return distilled.variant();
  }

  @Override
  public NetworkWidths widths() {
    return distilled.widths();
  }

  @Override
  public boolean has(final Vgg19Layer layer) {
    return distilled.has(layer);
  }

  @Override
  public Convolution read(final Vgg19Layer layer) {
    final Convolution full = distilled.read(layer);
    return new Convolution(layer, full.kernel(), full.bias());
  }

  @Override
  public void close() {
    // No file is open.
  }
}
