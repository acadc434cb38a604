package sc.fiji.styletransfer.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.styletransfer.machine.MachineFile;
import sc.fiji.styletransfer.measure.DrawnPictures;
import sc.fiji.styletransfer.network.DistilledNetwork;
import sc.fiji.styletransfer.network.NetworkWidths;
import sc.fiji.styletransfer.plan.TransferPlan;
import sc.fiji.styletransfer.settings.PrecisionChoice;
import sc.fiji.styletransfer.settings.Preset;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.tensor.DeviceChoice;

/** The estimate before a run comes from the runs before it, of the same network. */
class RunEstimatorTest {

  private static final int SIDE = 64;
  private static final DeviceChoice CPU = new DeviceChoice("cpu");
  private static final NetworkWidths NARROW = new DistilledNetwork().widths();
  private static final NetworkWidths VGG19 = NetworkWidths.VGG19;

  private final TransferSettings settings =
      TransferSettings.builder()
          .set(Settings.PRESET, Preset.GATYS)
          .set(Settings.PRECISION, PrecisionChoice.SINGLE)
          .set(Settings.SIZE, SIDE)
          .set(Settings.ITERATIONS, 4)
          .build();

  @TempDir private Path folder;

  @BeforeEach
  void forgetOtherRuns() {
    System.setProperty(MachineFile.PROPERTY, folder.toString());
  }

  @AfterEach
  void restore() {
    System.clearProperty(MachineFile.PROPERTY);
  }

  private double estimate(final NetworkWidths widths) {
    try (RunEstimator estimator = new RunEstimator(CPU)) {
      return estimator.estimate(SIDE, DrawnPictures.height(SIDE), settings, widths).seconds();
    }
  }

  private static final class Plans implements ProgressListener {

    private final List<TransferPlan> plans = new ArrayList<>();

    @Override
    public void planned(final TransferPlan plan) {
      plans.add(plan);
    }

    @Override
    public void evaluated(final Progress progress) {}
  }

  @Test
  void aRunTeachesTheEstimateOfItsNetworkOnly() {
    final double narrow = estimate(NARROW);
    final double vgg19 = estimate(VGG19);
    final Plans plans = new Plans();
    try (StyleTransfer transfer = new StyleTransfer(new DistilledNetwork(), CPU)) {
      for (int run = 0; run < 2; run++) transfer.run(DrawnPictures.inputs(SIDE), settings, plans);
    }
    assertEquals(narrow, plans.plans.get(0).seconds(), 1e-9);
    assertNotEquals(narrow, plans.plans.get(1).seconds(), 1e-9);
    assertNotEquals(narrow, estimate(NARROW), 1e-9);
    assertEquals(vgg19, estimate(VGG19), 1e-9);
  }
}
