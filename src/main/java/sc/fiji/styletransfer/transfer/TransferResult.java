package sc.fiji.styletransfer.transfer;

import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.styletransfer.loss.LossTerms;
import sc.fiji.styletransfer.settings.Settings;

/**
 * What a run made.
 *
 * @param picture dimensions (W, H, 3), red, green and blue from 0 to 1
 * @param loss at that picture
 * @param contentFactor how many times as much as its weight says the content counted there; 1
 *     unless {@link Settings#REFERENCE_SIDE} had it follow
 * @param evaluations how many were done
 * @param seconds the run took
 * @param cancelled whether the listener ended it early
 */
public record TransferResult(
    Img<FloatType> picture,
    LossTerms loss,
    double contentFactor,
    int evaluations,
    double seconds,
    boolean cancelled) {}
