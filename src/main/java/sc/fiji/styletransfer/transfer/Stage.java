package sc.fiji.styletransfer.transfer;

import ai.djl.ndarray.NDArray;
import java.util.function.Function;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.styletransfer.objective.DefectCorrection;
import sc.fiji.styletransfer.optimise.Objective;
import sc.fiji.styletransfer.pixels.Bounds;
import sc.fiji.styletransfer.pixels.TensorVector;
import sc.fiji.styletransfer.plan.Scale;

/**
 * What is done at one scale.
 *
 * @param scale size and evaluations
 * @param objective what is minimised
 * @param correction of what rounding does to it, of no effect without rounding
 * @param bounds where the pixels may go
 * @param toPicture from the pixels to what they show
 */
record Stage(
    Scale scale,
    Objective<TensorVector> objective,
    DefectCorrection correction,
    Bounds bounds,
    Function<NDArray, Img<FloatType>> toPicture) {}
