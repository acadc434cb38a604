package sc.fiji.styletransfer.demo;

/** What colour goes where. */
@FunctionalInterface
public interface Paint {

  /**
   * @param x across, in picture pixels
   * @param y down, in picture pixels
   * @param below the colour that is there already
   * @return the new colour
   */
  Rgb at(double x, double y, Rgb below);
}
