package sc.fiji.styletransfer.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import sc.fiji.styletransfer.features.Precision;
import sc.fiji.styletransfer.plan.MatrixRate;
import sc.fiji.styletransfer.tensor.DeviceChoice;
import sc.fiji.styletransfer.tensor.TensorEngine;
import sc.fiji.styletransfer.tensor.TensorSession;

/**
 * Main class of the process that tries an engine: starts it, multiplies two matrices on the device
 * that {@code auto} means, and writes what it found into a file. An engine that does not fit can
 * end its process, which therefore is not the user's.
 */
final class EngineProbe {

  private EngineProbe() {}

  /**
   * Tries the engine that DJL's system properties name.
   *
   * @param arguments the file for the result
   * @throws IOException if the file cannot be written
   */
  public static void main(final String[] arguments) throws IOException {
    final TensorEngine engine = TensorEngine.start();
    try (TensorSession session = engine.open(DeviceChoice.AUTO)) {
      MatrixRate.measure(session.manager(), Precision.SINGLE);
      Files.writeString(
          Path.of(arguments[0]),
          "%s in %s computes on %s"
              .formatted(engine.version(), engine.libraries(), session.deviceName()));
    }
  }
}
