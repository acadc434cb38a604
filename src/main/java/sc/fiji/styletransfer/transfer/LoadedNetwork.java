package sc.fiji.styletransfer.transfer;

import java.util.Optional;
import java.util.function.Supplier;
import sc.fiji.styletransfer.features.ResponseScale;
import sc.fiji.styletransfer.objective.LossDistribution;
import sc.fiji.styletransfer.plan.RunTimes;
import sc.fiji.styletransfer.plan.RunWidths;
import sc.fiji.styletransfer.plan.Scale;
import sc.fiji.styletransfer.tensor.TensorSession;

/**
 * The networks of a run on the device that computes. {@link StyleTransfer} owns the components.
 *
 * @param fingerprint computes the fingerprint of the weights
 * @param session session on the device
 * @param own network of the run
 * @param draft network of the drafted scales, if there are any
 * @param scale factors that give the weights of layers the same meaning for every network
 * @param widths widths of the networks
 * @param times how long the device takes
 * @param distribution machines that evaluate large scales
 */
record LoadedNetwork(
    Supplier<String> fingerprint,
    TensorSession session,
    NetworkPair own,
    Optional<NetworkPair> draft,
    ResponseScale scale,
    RunWidths widths,
    RunTimes times,
    LossDistribution distribution) {

  /** Returns the network that the run evaluates at a scale. */
  NetworkPair at(final Scale stage) {
    return stage.drafted() ? draft.orElseThrow() : own;
  }
}
