package sc.fiji.styletransfer.transfer;

import java.util.Optional;
import sc.fiji.styletransfer.objective.DefectCorrection;
import sc.fiji.styletransfer.optimise.Objective;
import sc.fiji.styletransfer.pixels.Bounds;
import sc.fiji.styletransfer.pixels.TensorVector;
import sc.fiji.styletransfer.plan.Scale;

/**
 * What the {@link OptimisationLoop} needs to carry out one {@link Scale} of the schedule. {@link
 * CoarseToFineTransfer} creates the components and closes them.
 *
 * @param number of the stage, from 0
 * @param scale size and number of evaluations
 * @param strokes factor of the style scale with which the objective was built
 * @param objective function to minimise
 * @param correction correction of rounding errors in the objective; empty in single precision
 * @param bounds limits of the pixels
 * @param composer converter from pixels to the picture that a user sees
 * @param matched pixels at which the style was matched, if the style formula matches positions
 */
record Stage(
    int number,
    Scale scale,
    double strokes,
    Objective<TensorVector> objective,
    DefectCorrection correction,
    Bounds bounds,
    ResultComposer composer,
    Optional<TensorVector> matched) {}
