package sc.fiji.styletransfer.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.styletransfer.features.Precision;
import sc.fiji.styletransfer.machine.MachineFile;
import sc.fiji.styletransfer.network.DistilledNetwork;
import sc.fiji.styletransfer.network.NetworkWidths;
import sc.fiji.styletransfer.tensor.CpuSession;

/** A time that a run took says nothing about runs under other conditions. */
class DeviceSpeedTest {

  private static final NetworkWidths VGG19 = NetworkWidths.VGG19;
  private static final NetworkWidths NARROW = new DistilledNetwork().widths();

  @RegisterExtension private final CpuSession session = new CpuSession();

  @TempDir private Path folder;
  private MachineFile file;

  @BeforeEach
  void open() {
    file = new MachineFile(folder.resolve("machine.properties"));
  }

  private DeviceSpeed speed() {
    return new DeviceSpeed(session.open(), file);
  }

  private TimeModel model(final Precision precision, final NetworkWidths widths) {
    return speed().times(precision, widths).model();
  }

  private void teach(final NetworkWidths widths) {
    final RunTimes times = speed().times(Precision.SINGLE, widths);
    times.add(new Workload(40, 1e13, 0, 0), 1e4);
    times.remember();
  }

  @Test
  void aNetworkTeachesItsOwnTimesOnly() {
    final TimeModel vgg19 = model(Precision.SINGLE, VGG19);
    final TimeModel narrow = model(Precision.SINGLE, NARROW);
    teach(NARROW);
    assertEquals(vgg19, model(Precision.SINGLE, VGG19));
    assertNotEquals(narrow, model(Precision.SINGLE, NARROW));
  }

  @Test
  void equalWidthsShareTheirTimes() {
    teach(NARROW);
    assertEquals(
        model(Precision.SINGLE, NARROW), model(Precision.SINGLE, new DistilledNetwork().widths()));
  }

  @Test
  void aPrecisionTeachesItsOwnTimesOnly() {
    final TimeModel mixed = model(Precision.MIXED, VGG19);
    teach(VGG19);
    assertEquals(mixed, model(Precision.MIXED, VGG19));
  }

  @Test
  void aNumberOfThreadsTeachesItsOwnTimesOnly() {
    final int threads = session.open().threads();
    teach(VGG19);
    final TimeModel taught = model(Precision.SINGLE, VGG19);
    session.open().setThreads(threads + 1);
    final TimeModel other = model(Precision.SINGLE, VGG19);
    assertTrue(other.perOperation() < taught.perOperation() / 2, taught + " " + other);
    session.open().setThreads(threads);
    assertEquals(taught, model(Precision.SINGLE, VGG19));
  }

  /** Otherwise precision=auto could decide in another way whenever the computer is busy. */
  @Test
  void aRateIsMeasuredOnce() throws Exception {
    final double rate = speed().matrixRate(Precision.MIXED);
    assertTrue(rate > 1e8, "rate " + rate);
    file.change(
        values ->
            values.replaceAll(
                (key, value) -> key.toString().startsWith("rate.mixed") ? "5e9" : value));
    assertEquals(5e9, speed().matrixRate(Precision.MIXED));
    session.open().setThreads(session.open().threads() + 1);
    assertEquals(5e9, speed().matrixRate(Precision.MIXED));
  }
}
