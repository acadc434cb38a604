package sc.fiji.styletransfer.transfer;

import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.styletransfer.loss.LossTerms;
import sc.fiji.styletransfer.settings.RunChanges;
import sc.fiji.styletransfer.settings.Settings;

/**
 * The result of a run.
 *
 * @param picture stylised picture, dimensions (W, H, 3), red, green and blue from 0 to 1
 * @param loss terms of the loss at that picture
 * @param contentFactor factor of the content weight at the end; 1 unless {@link
 *     Settings#REFERENCE_SIDE} adapts the weight
 * @param evaluations number of evaluations
 * @param seconds duration of the run
 * @param cancelled whether the listener cancelled the run
 * @param changes what changed during the run, from which a run can repeat this one
 */
public record TransferResult(
    Img<FloatType> picture,
    LossTerms loss,
    double contentFactor,
    int evaluations,
    double seconds,
    boolean cancelled,
    RunChanges changes) {}
