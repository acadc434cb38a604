package sc.fiji.styletransfer.image;

/**
 * The position of a plane in a run and in its image.
 *
 * @param index its number in the run, from 0
 * @param count the number of planes in the run
 * @param channel its channel, from 1; 1 if all channels are rendered together
 * @param slice its slice, from 1
 * @param frame its frame, from 1
 * @param label its slice label, empty if it has none
 */
public record PlanePosition(int index, int count, int channel, int slice, int frame, String label) {

  /**
   * Returns the position for a log or status line.
   *
   * @return a text such as "plane 3 of 33 (channel 1, slice 3, frame 1)"
   */
  public String describe() {
    return String.format(
        "plane %s of %s (channel %s, slice %s, frame %s)", index + 1, count, channel, slice, frame);
  }
}
