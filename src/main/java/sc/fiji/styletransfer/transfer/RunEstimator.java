package sc.fiji.styletransfer.transfer;

import ai.djl.Device;
import sc.fiji.styletransfer.features.Precision;
import sc.fiji.styletransfer.machine.MachineFile;
import sc.fiji.styletransfer.network.NetworkWidths;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.plan.DeviceSpeed;
import sc.fiji.styletransfer.plan.Schedule;
import sc.fiji.styletransfer.plan.TransferPlan;
import sc.fiji.styletransfer.settings.PrecisionChoice;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.tensor.DeviceChoice;
import sc.fiji.styletransfer.tensor.DeviceMemory;
import sc.fiji.styletransfer.tensor.TensorEngine;
import sc.fiji.styletransfer.tensor.TensorSession;

/**
 * Estimates memory and time of runs on one device without a network. An object must be used by the
 * thread that created it.
 */
public final class RunEstimator implements AutoCloseable {

  private final TensorSession session;
  private final DeviceSpeed speed;

  /**
   * Starts the engine on a device.
   *
   * @param device device that would compute
   * @throws sc.fiji.styletransfer.StyleTransferException if the engine or the device is not
   *     available
   */
  public RunEstimator(final DeviceChoice device) {
    session = TensorEngine.start().open(device);
    speed = new DeviceSpeed(session, MachineFile.standard());
  }

  /**
   * Estimates one run.
   *
   * @param width width of the content in pixels
   * @param height height of the content in pixels
   * @param settings settings of the run
   * @param widths widths of the network
   * @return memory and time
   */
  public TransferPlan estimate(
      final int width,
      final int height,
      final TransferSettings settings,
      final NetworkWidths widths) {
    final PictureSize own = new PictureSize(width, height);
    final int side = settings.get(Settings.SIZE);
    final Precision precision = settings.get(Settings.PRECISION).decide(speed::matrixRate);
    final TransferSettings decided =
        settings.change().set(Settings.PRECISION, PrecisionChoice.of(precision)).build();
    return TransferPlan.of(
        Schedule.of(side == 0 ? own : own.withLongSide(side), decided),
        decided,
        widths,
        new TransferPlan.Resources(
            DeviceMemory.available(session.device()),
            session.device().equals(Device.cpu()),
            speed.times(precision, widths).model()));
  }

  /**
   * Returns the device.
   *
   * @return the name of the device, for example {@code cpu} or {@code gpu0}; never {@code auto}
   */
  public String device() {
    return session.deviceName();
  }

  /** Frees the device. */
  @Override
  public void close() {
    session.close();
  }
}
