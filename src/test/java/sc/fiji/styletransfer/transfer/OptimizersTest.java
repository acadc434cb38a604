package sc.fiji.styletransfer.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.styletransfer.optimise.Optimizer;
import sc.fiji.styletransfer.pixels.SpectralPreconditioner;
import sc.fiji.styletransfer.pixels.TensorStorage;
import sc.fiji.styletransfer.pixels.TensorVector;
import sc.fiji.styletransfer.settings.Algorithm;
import sc.fiji.styletransfer.settings.Preconditioning;
import sc.fiji.styletransfer.settings.Preset;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.tensor.CpuSession;

class OptimizersTest {

  @RegisterExtension final CpuSession cpu = new CpuSession();

  @ParameterizedTest
  @CsvSource({"LBFGS, NONE, 0", "LBFGS, NONE, 0.1", "LBFGS, SPECTRAL, 0", "ADAM, NONE, 0"})
  void optimisersLeaveNoArrayBehind(
      final Algorithm algorithm, final Preconditioning preconditioning, final double limit) {
    final TransferSettings settings =
        TransferSettings.builder()
            .set(Settings.PRESET, Preset.BALANCED)
            .set(Settings.OPTIMIZER, algorithm)
            .set(Settings.PRECONDITIONER, preconditioning)
            .set(Settings.STEP_LIMIT, limit)
            .set(Settings.HISTORY, 3)
            .build();
    final NDManager manager = cpu.open().manager();
    final int before = manager.getManagedArrays().size();
    final Shape shape = new Shape(1, 3, 32, 40);
    try (TensorVector x = new TensorVector(manager.ones(shape));
        TensorVector gradient = new TensorVector(manager.randomNormal(shape));
        SpectralPreconditioner spectrum = new SpectralPreconditioner(manager);
        Optimizer<TensorVector> optimizer =
            Optimizers.of(settings, spectrum, TensorStorage.DEVICE::vectors)) {
      for (int i = 0; i < 10; i++) {
        optimizer.update(x, gradient);
        gradient.set(x);
      }
    }
    assertEquals(before, manager.getManagedArrays().size());
  }
}
