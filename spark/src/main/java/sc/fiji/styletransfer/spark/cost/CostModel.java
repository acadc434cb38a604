package sc.fiji.styletransfer.spark.cost;

/**
 * The time of one evaluation of the loss of a large image. Three parts follow each other:
 *
 * <ul>
 *   <li>The executors compute. A tile takes tileSeconds, in two passes, and an executor computes
 *       ⌈tiles/machines⌉ of them.
 *   <li>Pixels and gradients pass the network card of the driver: 12 bytes for each pixel of the
 *       padded tiles in each direction, and the statistics.
 *   <li>The driver cuts tiles, adds gradients, and takes the step of L-BFGS; Spark starts two jobs.
 * </ul>
 *
 * @param tileSide side of a tile in pixels
 * @param halo pixels around a tile on each side
 * @param tileSeconds both passes over one tile on one machine
 * @param jobSeconds what Spark needs for the two jobs of an evaluation, whatever their size
 * @param driverSecondsPerMegapixel cutting, sending, adding, and the optimiser, on the driver
 */
public record CostModel(
    int tileSide,
    int halo,
    double tileSeconds,
    double jobSeconds,
    double driverSecondsPerMegapixel) {

  /** Red, green and blue in single precision. */
  private static final double BYTES_PER_PIXEL = 12;

  /** ΣC² over conv1_1, conv2_1 … conv5_1, in single precision. */
  private static final double STATISTIC_BYTES = 610_304 * 4.0;

  private static final double BITS = 8;

  /**
   * The parts of an evaluation.
   *
   * @param compute seconds in which executors compute
   * @param network seconds in which pixels and gradients travel
   * @param driver seconds in which executors wait for the driver
   */
  public record Seconds(double compute, double network, double driver) {

    /**
     * Returns the duration of an evaluation.
     *
     * @return the sum of the parts
     */
    public double total() {
      return compute + network + driver;
    }
  }

  /**
   * Computes the number of tiles of a square image.
   *
   * @param megapixels size of the image
   * @return the number
   */
  public long tiles(final double megapixels) {
    final long perSide = (long) Math.ceil(Math.sqrt(megapixels * 1e6) / tileSide);
    return perSide * perSide;
  }

  /**
   * Computes the bytes that pass the network card of the driver in an evaluation.
   *
   * @param megapixels size of the image
   * @param machines number of executors
   * @return bytes in both directions
   */
  public double bytes(final double megapixels, final int machines) {
    final double side = Math.sqrt(megapixels * 1e6 / tiles(megapixels)) + 2.0 * halo;
    final double pixels = 2 * BYTES_PER_PIXEL * side * side * tiles(megapixels);
    // treeAggregate sends about the square root of the tiles' sums to the driver.
    final double sums = Math.sqrt(tiles(megapixels)) * STATISTIC_BYTES;
    return pixels + sums + machines * STATISTIC_BYTES;
  }

  /**
   * Computes the duration of an evaluation.
   *
   * @param megapixels size of the image
   * @param machines number of executors
   * @param gigabits bandwidth of the driver's network card in Gb/s
   * @return the parts of the duration
   */
  public Seconds evaluation(final double megapixels, final int machines, final double gigabits) {
    final long tilesOfOne = (tiles(megapixels) + machines - 1) / machines;
    return new Seconds(
        tilesOfOne * tileSeconds,
        bytes(megapixels, machines) * BITS / (gigabits * 1e9),
        jobSeconds + driverSecondsPerMegapixel * megapixels);
  }
}
