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
 * @param evaluation number of this evaluation, from 1
 * @param evaluations how many there will be, unless the run is done before
 * @param size of the picture at present
 * @param loss at this picture
 * @param approaching whether that is not the loss asked for but the one of an {@link Approach}, or
 *     one without its deep layers
 * @param seconds since the run began
 * @param done fraction of the work, from 0 to 1; evaluations at small scales are little work
 * @param picture makes a copy of the picture so far, dimensions (W, H, 3); only valid during the
 *     call it is given to
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

  /**
   * @return an estimate of the seconds left, at the mean pace so far
   */
  public double secondsLeft() {
    return seconds / done * (1 - done);
  }
}
