package sc.fiji.styletransfer.run;

import ij.ImagePlus;
import java.util.Optional;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.job.SettingTexts;

/**
 * What came of a run.
 *
 * @param result the new image, not shown; nothing if the user discarded it
 * @param replay what a macro needs to repeat the run; nothing if the user stopped it
 * @param summary one line about the run for the status bar
 */
public record Outcome(Optional<ImagePlus> result, Optional<SettingTexts> replay, String summary) {

  /** The outcome of a run whose result the user does not want. */
  static final Outcome DISCARDED = new Outcome(Optional.empty(), Optional.empty(), "");

  /**
   * Returns the result for a caller that cannot go on without it, such as a macro.
   *
   * @return the new image, not shown
   * @throws StyleTransferException if the user discarded the result
   */
  public ImagePlus require() {
    return result.orElseThrow(
        () -> new StyleTransferException("The user discarded the result of the run."));
  }
}
