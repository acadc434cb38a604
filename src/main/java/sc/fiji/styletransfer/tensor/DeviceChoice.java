package sc.fiji.styletransfer.tensor;

import ai.djl.Device;
import ai.djl.engine.Engine;
import java.util.Locale;
import java.util.regex.Pattern;
import sc.fiji.styletransfer.StyleTransferException;

/**
 * The value of the setting {@code device}. With {@code auto} a CUDA GPU computes if available,
 * otherwise the CPU. {@code cpu}, {@code gpu}, {@code gpu1}… and {@code mps} (Apple) name a device
 * that is used in any case.
 *
 * @param name name of the device
 */
public record DeviceChoice(String name) {

  private static final Pattern NAMES = Pattern.compile("auto|cpu|gpu\\d{0,3}|mps");

  /** The choice that is valid on every computer. */
  public static final DeviceChoice AUTO = new DeviceChoice("auto");

  /**
   * Checks the name.
   *
   * @throws StyleTransferException if the name is unknown
   */
  public DeviceChoice {
    name = name.trim().toLowerCase(Locale.ROOT);
    if (!NAMES.matcher(name).matches())
      throw new StyleTransferException(
          "The device '" + name + "' is unknown. Choose auto, cpu, gpu, gpu1 (and so on) or mps.");
  }

  @Override
  public String toString() {
    return name;
  }

  Device resolve(final Engine engine) {
    if (name.equals("cpu")) return Device.cpu();
    if (name.equals("mps")) return resolveMps(engine);
    final int gpus = engine.getGpuCount();
    if (name.equals("auto")) return gpus > 0 ? Device.gpu(0) : Device.cpu();
    final int index = name.length() > 3 ? Integer.parseInt(name.substring(3)) : 0;
    if (index >= gpus)
      throw new EngineException(
          "The device %s is not available: the engine has found %s CUDA GPUs. Choose cpu, or set up the GPU as described in the documentation."
              .formatted(name, gpus));
    return Device.gpu(index);
  }

  private static Device resolveMps(final Engine engine) {
    final Device mps = Device.fromName("mps");
    try (var manager = engine.newBaseManager(mps)) {
      manager.create(new float[] {0}).close();
      return mps;
    } catch (final RuntimeException e) {
      throw new EngineException(
          "The device mps requires an Apple computer with Metal. Choose cpu.", e);
    }
  }
}
