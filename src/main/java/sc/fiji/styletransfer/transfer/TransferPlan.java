package sc.fiji.styletransfer.transfer;

import java.util.Locale;

/**
 * What a run is going to take, estimated before it begins.
 *
 * @param size of the result
 * @param tileSide side of the parts it is looked at in, in pixels; 0 for the whole at once
 * @param bytes of memory, all of the process included
 * @param available bytes the run may take
 * @param seconds it will last, from a short measurement of this device's speed
 */
public record TransferPlan(
    PictureSize size, int tileSide, long bytes, long available, double seconds) {

  /** Above this, larger tiles save little time. */
  private static final int LARGEST_TILE = 1024;

  /** Below this, most of the work would be overlap. */
  private static final int SMALLEST_TILE = 128;

  /** Of what is free; the rest of the machine wants to live, too. */
  private static final double SHARE = 0.8;

  /** Of a matrix product's rate, what the network reaches. */
  private static final double EFFICIENCY = 0.65;

  /** What is there to work with. */
  record Resources(long freeBytes, double operationsPerSecond) {}

  static TransferPlan of(
      final Schedule schedule, final TransferSettings settings, final Resources there) {
    final MemoryDemand demand = new MemoryDemand(schedule.full(), settings);
    final MemoryLimit limit = settings.get(Settings.MEMORY);
    final long available =
        limit
            .bytes()
            .orElse((long) (SHARE / limit.sharers() * there.freeBytes()) + MemoryDemand.FIXED);
    final int side = settings.get(Settings.TILE).pixels().orElseGet(() -> side(demand, available));
    final double passes = side == 0 ? 2 : 3 * demand.overlap(side);
    final double seconds =
        schedule.work()
            * demand.operationsPerPixel()
            * passes
            / (EFFICIENCY * there.operationsPerSecond());
    return new TransferPlan(schedule.full(), side, bytes(demand, side), available, seconds);
  }

  /**
   * @return whether the run needs no more than is there
   */
  public boolean fits() {
    return bytes <= available;
  }

  /** The plan in words. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s, %s: about %.1f GB of memory (%.1f GB to be had) and %s",
        size,
        tileSide == 0 ? "whole" : "in tiles of " + tileSide + " pixels",
        bytes / 1e9,
        available / 1e9,
        duration());
  }

  private String duration() {
    if (seconds < 120) return Math.round(seconds) + " s";
    final long minutes = Math.round(seconds / 60);
    return minutes < 120 ? minutes + " min" : Math.round(minutes / 60.0) + " h";
  }

  private static int side(final MemoryDemand demand, final long available) {
    if (bytes(demand, 0) <= available) return 0;
    int side = LARGEST_TILE;
    while (side > SMALLEST_TILE && bytes(demand, side) > available) side -= TileGrid.CELL;
    return side;
  }

  private static long bytes(final MemoryDemand demand, final int side) {
    return MemoryDemand.FIXED + demand.state() + demand.activations(side);
  }
}
