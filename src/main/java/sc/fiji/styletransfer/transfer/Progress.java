package sc.fiji.styletransfer.transfer;

import java.util.function.Supplier;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.styletransfer.loss.LossTerms;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.settings.Approach;

/**
 * The state of a run after an evaluation.
 *
 * @param evaluation number of this evaluation, starting from 1
 * @param evaluations planned number of evaluations
 * @param size present size of the picture
 * @param loss terms of the loss at the present picture
 * @param approaching whether the terms are those of an {@link Approach} or without deep layers, and
 *     therefore not those of the settings
 * @param seconds seconds since the run began
 * @param done fraction of the work, from 0 to 1; an evaluation is as much work as it has pixels
 * @param picture creates a copy of the present picture, dimensions (W, H, 3); valid only during the
 *     call of {@link ProgressListener#evaluated}
 */
public record Progress(
    int evaluation,
    int evaluations,
    PictureSize size,
    LossTerms loss,
    boolean approaching,
    double seconds,
    double done,
    Supplier<Img<FloatType>> picture) {

  /** Returns an estimate of the seconds that are left, from the mean speed so far. */
  public double secondsLeft() {
    return seconds / done * (1 - done);
  }
}
