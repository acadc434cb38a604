package sc.fiji.styletransfer.tensor;

import ai.djl.Device;
import ai.djl.engine.Engine;
import java.util.Locale;
import java.util.regex.Pattern;
import sc.fiji.styletransfer.StyleTransferException;

/**
 * Which processor to compute on: {@code auto} takes a CUDA GPU if there is one and the CPU
 * otherwise; {@code cpu}, {@code gpu}, {@code gpu1}… and {@code mps} (Apple) mean just that and are
 * never replaced by another.
 *
 * @param name as the user writes it
 */
public record DeviceChoice(String name) {

  private static final Pattern NAMES = Pattern.compile("auto|cpu|gpu\\d{0,3}|mps");

  /** The choice that works everywhere. */
  public static final DeviceChoice AUTO = new DeviceChoice("auto");

  /**
   * Checks the name.
   *
   * @throws StyleTransferException if it means nothing
   */
  public DeviceChoice {
    name = name.trim().toLowerCase(Locale.ROOT);
    if (!NAMES.matcher(name).matches())
      throw new StyleTransferException(
          "There is no device '" + name + "'; choose auto, cpu, gpu, gpu1 and so on, or mps.");
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
          "Device %s is not available: the engine sees %d CUDA GPUs. Choose cpu, or follow the README's GPU recipe."
              .formatted(name, gpus));
    return Device.gpu(index);
  }

  private static Device resolveMps(final Engine engine) {
    final Device mps = Device.fromName("mps");
    try (var manager = engine.newBaseManager(mps)) {
      manager.create(new float[] {0}).close();
      return mps;
    } catch (final RuntimeException e) {
      throw new EngineException("Device mps needs an Apple computer with Metal; choose cpu.", e);
    }
  }
}
