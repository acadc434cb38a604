package sc.fiji.styletransfer.transfer;

import sc.fiji.styletransfer.objective.DefectCorrection;
import sc.fiji.styletransfer.optimise.Objective;
import sc.fiji.styletransfer.pixels.Bounds;
import sc.fiji.styletransfer.pixels.TensorVector;
import sc.fiji.styletransfer.plan.Scale;

/**
 * What the {@link OptimisationLoop} needs to carry out one {@link Scale} of the schedule. {@link
 * CoarseToFineTransfer} creates the components and closes them.
 *
 * @param scale size and number of evaluations
 * @param objective function to minimise
 * @param correction correction of rounding errors in the objective; empty in single precision
 * @param bounds limits of the pixels
 * @param composer converter from pixels to the picture that a user sees
 */
record Stage(
    Scale scale,
    Objective<TensorVector> objective,
    DefectCorrection correction,
    Bounds bounds,
    ResultComposer composer) {}
