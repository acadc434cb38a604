package sc.fiji.styletransfer.plan;

import java.util.Locale;
import java.util.OptionalInt;
import sc.fiji.styletransfer.network.NetworkWidths;
import sc.fiji.styletransfer.picture.MappedFile;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.settings.MemoryLimit;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.tile.TileGrid;

/**
 * Memory and time of a run, estimated before it begins.
 *
 * @param size size of the result
 * @param tileSide side of the tiles in pixels; 0 if the picture is evaluated as a whole
 * @param bytes memory of the process
 * @param historyInFile bytes of the history of L-BFGS in a temporary file; 0 if it is in memory
 * @param stateInFile bytes of pixels, last steps and targets in temporary files; 0 if they are in
 *     memory
 * @param available bytes of memory that the run may use
 * @param seconds duration, from earlier runs of the device or a short measurement
 */
public record TransferPlan(
    PictureSize size,
    int tileSide,
    long bytes,
    long historyInFile,
    long stateInFile,
    long available,
    double seconds) {

  /** Larger tiles save little time. */
  private static final int LARGEST_TILE = 1024;

  /** In smaller tiles most of the work would be overlap. */
  private static final int SMALLEST_TILE = 128;

  /** Fraction of the free memory that a run uses; the rest is left to other programs. */
  private static final double SHARE = 0.8;

  /**
   * Memory and speed of a device.
   *
   * @param freeBytes free memory
   * @param filesServe whether the device can compute with tensors in mapped files
   * @param time how long the device takes
   */
  public record Resources(long freeBytes, boolean filesServe, TimeModel time) {}

  /**
   * Estimates memory and time of a run.
   *
   * @param schedule scales of the run
   * @param settings settings of the run, with a decided precision
   * @param widths widths of the network
   * @param resources memory and speed of the device
   * @return the plan
   */
  public static TransferPlan of(
      final Schedule schedule,
      final TransferSettings settings,
      final NetworkWidths widths,
      final Resources resources) {
    final MemoryDemand demand = new MemoryDemand(schedule.full(), settings, widths);
    final MemoryLimit limit = settings.get(Settings.MEMORY);
    final long available =
        limit
            .bytes()
            .orElse((long) (SHARE / limit.sharers() * resources.freeBytes()) + MemoryDemand.FIXED);
    final OptionalInt given = settings.get(Settings.TILE).pixels();
    final Division division = Division.of(demand, available, given, resources.filesServe());
    final int side = given.orElseGet(() -> division.side(demand));
    double seconds = 0;
    for (final Scale scale : schedule.scales())
      seconds +=
          resources
              .time()
              .seconds(
                  workload(
                      scale,
                      new MemoryDemand(schedule.full(), settings, widths),
                      side,
                      division.historyInFile()));
    return new TransferPlan(
        schedule.full(),
        side,
        division.taken(demand, side),
        division.historyInFile() ? demand.history() : 0,
        division.stateInFile() ? demand.state() : 0,
        available,
        seconds);
  }

  /** Returns the workload of one scale. */
  private static Workload workload(
      final Scale scale, final MemoryDemand ofRun, final int side, final boolean historyInFile) {
    final MemoryDemand demand = new MemoryDemand(scale.size(), ofRun.settings(), ofRun.widths());
    final boolean whole = side == 0 || scale.size().longSide() <= side;
    return Workload.of(
        scale,
        demand,
        new Workload.Manner(
            whole ? 2 : 3 * demand.overlap(side),
            whole ? scale.size().pixels() : (double) side * side,
            historyInFile,
            scale.size().equals(ofRun.size())));
  }

  /**
   * Tells what the device took for a scale of this plan.
   *
   * @param scale scale that was carried out, with the evaluations that were made
   * @param settings settings of the run
   * @param widths widths of the network
   * @param seconds time of the scale
   * @param times learns the time
   */
  public void learn(
      final Scale scale,
      final TransferSettings settings,
      final NetworkWidths widths,
      final double seconds,
      final RunTimes times) {
    final MemoryDemand ofRun = new MemoryDemand(size, settings, widths);
    times.add(workload(scale, ofRun, tileSide, historyInFile > 0), seconds);
  }

  /** Returns the number of bytes in temporary files. */
  public long bytesInFile() {
    return historyInFile + stateInFile;
  }

  /** Returns whether the run needs no more memory than is available. */
  public boolean fits() {
    return bytes <= available;
  }

  /** Returns size, tiles, memory and time in one line. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s pixels%s, about %.1f GB of memory (%.1f GB available)%s, about %s",
        size,
        tileSide == 0 ? "" : " in tiles of " + tileSide,
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
   * Division of the memory. The history of L-BFGS goes into a file if otherwise the tiles would
   * have to be so small that the run takes longer. The rest of the state goes into files if
   * otherwise even the smallest tile would not fit.
   *
   * @param available bytes of memory that the run may use
   */
  private record Division(long available, boolean historyInFile, boolean stateInFile) {

    public static Division of(
        final MemoryDemand demand,
        final long available,
        final OptionalInt tile,
        final boolean filesServe) {
      final Division ample = new Division(available, false, false);
      if (ample.fits(demand, tile.orElse(LARGEST_TILE))) return ample;
      final boolean history = demand.history() > 0;
      final Division tight = new Division(available, history, false);
      final int smallest = tile.orElse(SMALLEST_TILE);
      if (tight.fits(demand, smallest)) return tight;
      final Division none = new Division(available, history, true);
      final boolean possible = filesServe && demand.largest() <= MappedFile.LARGEST;
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
