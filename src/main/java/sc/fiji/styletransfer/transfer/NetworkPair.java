package sc.fiji.styletransfer.transfer;

import sc.fiji.styletransfer.features.Vgg19;

/**
 * A network in the precision of a run, and the same network in single precision, which computes the
 * targets.
 *
 * @param vgg network in the precision of the run
 * @param exact the same network in single precision; the same object as vgg in a single precision
 *     run
 */
record NetworkPair(Vgg19 vgg, Vgg19 exact) implements AutoCloseable {

  /** Returns whether the network of the run rounds to 16 bits. */
  boolean isRounded() {
    return exact != vgg;
  }

  @Override
  public void close() {
    vgg.close();
    if (isRounded()) exact.close();
  }
}
