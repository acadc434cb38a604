package sc.fiji.styletransfer.transfer;

import java.util.function.Supplier;
import sc.fiji.styletransfer.features.ResponseScale;
import sc.fiji.styletransfer.objective.LossDistribution;
import sc.fiji.styletransfer.plan.RunTimes;
import sc.fiji.styletransfer.tensor.TensorSession;

/**
 * The network of a run on the device that computes. {@link StyleTransfer} owns the components.
 *
 * @param fingerprint computes the fingerprint of the weights
 * @param session session on the device
 * @param pair network of the run
 * @param scale factors that give the weights of layers the same meaning for every network
 * @param times how long the device takes
 * @param distribution machines that evaluate large scales
 */
record LoadedNetwork(
    Supplier<String> fingerprint,
    TensorSession session,
    NetworkPair pair,
    ResponseScale scale,
    RunTimes times,
    LossDistribution distribution) {}
