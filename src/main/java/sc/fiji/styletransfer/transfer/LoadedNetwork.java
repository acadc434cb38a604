package sc.fiji.styletransfer.transfer;

import java.util.function.Supplier;
import sc.fiji.styletransfer.features.ResponseScale;
import sc.fiji.styletransfer.features.Vgg19;
import sc.fiji.styletransfer.objective.LossDistribution;
import sc.fiji.styletransfer.plan.RunTimes;
import sc.fiji.styletransfer.tensor.TensorSession;

/**
 * A network on the device that computes. {@link StyleTransfer} owns its components.
 *
 * @param fingerprint computes the fingerprint of the weights
 * @param session session on the device
 * @param vgg network in the precision of the run
 * @param exact the same network in single precision; the same object as vgg in a single precision
 *     run
 * @param scale factors that give the weights of layers the same meaning for every network
 * @param times how long the device takes
 * @param distribution machines that evaluate large scales
 */
record LoadedNetwork(
    Supplier<String> fingerprint,
    TensorSession session,
    Vgg19 vgg,
    Vgg19 exact,
    ResponseScale scale,
    RunTimes times,
    LossDistribution distribution) {

  /** Returns whether the network of the run rounds to 16 bits. */
  boolean isRounded() {
    return exact != vgg;
  }
}
