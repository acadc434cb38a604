package sc.fiji.styletransfer.plan;

import java.util.Locale;
import java.util.OptionalInt;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.pixels.TensorStorage;
import sc.fiji.styletransfer.settings.MemoryLimit;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.tile.TileGrid;

/**
 * What a run is going to take, estimated before it begins.
 *
 * @param size of the result
 * @param tileSide side of the parts it is looked at in, in pixels; 0 for the whole at once
 * @param bytes of memory, all of the process included
 * @param historyInFile bytes that L-BFGS remembers in a temporary file, having no room in memory
 * @param stateInFile bytes of pixels, last steps and targets in such files, likewise
 * @param available bytes the run may take
 * @param seconds it will last, from a short measurement of this device's speed
 */
public record TransferPlan(
    PictureSize size,
    int tileSide,
    long bytes,
    long historyInFile,
    long stateInFile,
    long available,
    double seconds) {

  /** Above this, larger tiles save little time. */
  private static final int LARGEST_TILE = 1024;

  /** Below this, most of the work would be overlap. */
  private static final int SMALLEST_TILE = 128;

  /** Of what is free; the rest of the machine wants to live, too. */
  private static final double SHARE = 0.8;

  /** Of a matrix product's rate, what the network reaches. */
  private static final double EFFICIENCY = 0.65;

  /**
   * What is there to work with.
   *
   * @param freeBytes of the device's memory
   * @param filesServe whether the device can compute with what lies in a file
   * @param operationsPerSecond floating point, of a matrix product
   */
  public record Resources(long freeBytes, boolean filesServe, double operationsPerSecond) {}

  public static TransferPlan of(
      final Schedule schedule, final TransferSettings settings, final Resources there) {
    final MemoryDemand demand = new MemoryDemand(schedule.full(), settings);
    final MemoryLimit limit = settings.get(Settings.MEMORY);
    final long available =
        limit
            .bytes()
            .orElse((long) (SHARE / limit.sharers() * there.freeBytes()) + MemoryDemand.FIXED);
    final OptionalInt given = settings.get(Settings.TILE).pixels();
    final Room room = Room.of(demand, available, given, there.filesServe());
    final int side = given.orElseGet(() -> room.side(demand));
    final double passes = side == 0 ? 2 : 3 * demand.overlap(side);
    final double seconds =
        schedule.work()
            * demand.operationsPerPixel()
            * passes
            / (EFFICIENCY * there.operationsPerSecond());
    return new TransferPlan(
        schedule.full(),
        side,
        room.taken(demand, side),
        room.historyInFile() ? demand.history() : 0,
        room.stateInFile() ? demand.state() : 0,
        available,
        seconds);
  }

  /**
   * @return bytes in temporary files
   */
  public long bytesInFile() {
    return historyInFile + stateInFile;
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
        "%s, %s: about %.1f GB of memory (%.1f GB to be had)%s and %s",
        size,
        tileSide == 0 ? "whole" : "in tiles of " + tileSide + " pixels",
        bytes / 1e9,
        available / 1e9,
        bytesInFile() == 0
            ? ""
            : String.format(Locale.ROOT, ", %.1f GB in temporary files", bytesInFile() / 1e9),
        duration());
  }

  private String duration() {
    if (seconds < 120) return Math.round(seconds) + " s";
    final long minutes = Math.round(seconds / 60);
    return minutes < 120 ? minutes + " min" : Math.round(minutes / 60.0) + " h";
  }

  /**
   * How memory is divided. What lbfgs remembers goes into a file if with it in memory the picture
   * could not be looked at in tiles of a size that costs little time; all else that is kept, if
   * there were no room even for the smallest tile.
   *
   * @param available bytes in all
   */
  private record Room(long available, boolean historyInFile, boolean stateInFile) {

    public static Room of(
        final MemoryDemand demand,
        final long available,
        final OptionalInt tile,
        final boolean filesServe) {
      final Room ample = new Room(available, false, false);
      if (ample.fits(demand, tile.orElse(LARGEST_TILE))) return ample;
      final boolean history = demand.history() > 0;
      final Room tight = new Room(available, history, false);
      final int smallest = tile.orElse(SMALLEST_TILE);
      if (tight.fits(demand, smallest)) return tight;
      final Room none = new Room(available, history, true);
      final boolean possible = filesServe && demand.largest() <= TensorStorage.LARGEST;
      return possible && none.fits(demand, smallest) ? none : tight;
    }

    int side(final MemoryDemand demand) {
      if (fits(demand, 0)) return 0;
      int side = LARGEST_TILE;
      while (side > SMALLEST_TILE && !fits(demand, side)) side -= TileGrid.CELL;
      return side;
    }

    boolean fits(final MemoryDemand demand, final int side) {
      return taken(demand, side) <= available;
    }

    long taken(final MemoryDemand demand, final int side) {
      return MemoryDemand.FIXED
          + demand.pictures()
          + (historyInFile ? 0 : demand.history())
          + (stateInFile ? 0 : demand.state())
          + demand.activations(side);
    }
  }
}
