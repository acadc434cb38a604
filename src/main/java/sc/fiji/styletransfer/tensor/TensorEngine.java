package sc.fiji.styletransfer.tensor;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.LibUtils;
import ai.djl.util.Utils;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.machine.EngineChoice;
import sc.fiji.styletransfer.machine.EngineFolder;

/**
 * A handle to DJL's PyTorch engine. The virtual machine has one engine, which cannot be stopped.
 */
public final class TensorEngine {

  private static final Logger LOG = LoggerFactory.getLogger(TensorEngine.class);

  private static final String ENGINE = "PyTorch";

  /** Name of CUDA's runtime library, from which DJL learns how many GPUs there are. */
  private static final String CUDA_RUNTIME = "cudart";

  /** The engine of this virtual machine; null until the first start. */
  private static final AtomicReference<Engine> RUNNING = new AtomicReference<>();

  private final Engine engine;

  private TensorEngine(final Engine engine) {
    this.engine = engine;
  }

  /**
   * Starts the engine, unless it is running already.
   *
   * @return a handle to the engine
   * @throws EngineException if the native libraries are missing or do not support this machine
   */
  public static TensorEngine start() {
    final Thread thread = Thread.currentThread();
    final ClassLoader caller = thread.getContextClassLoader();
    // DJL searches for engines once, through the context class loader. In plain ImageJ that loader
    // does not have the plugin's jars, and a failed search would be final.
    thread.setContextClassLoader(TensorEngine.class.getClassLoader());
    try {
      return new TensorEngine(running());
    } catch (final RuntimeException | LinkageError | AssertionError e) {
      throw new EngineException(explain(e), e);
    } finally {
      thread.setContextClassLoader(caller);
    }
  }

  private static Engine running() {
    synchronized (RUNNING) {
      if (RUNNING.get() == null) {
        stayOffline();
        RUNNING.set(load(EngineChoice.standard()));
        EngineMessages.showErrorsOnly();
      }
      return RUNNING.get();
    }
  }

  /** Loads the engine that the user chose, or else that of the plugin. */
  private static Engine load(final EngineChoice choice) {
    final Optional<EngineFolder> chosen = choice.begin();
    if (chosen.isEmpty()) return Engine.getEngine(ENGINE);
    try {
      chosen
          .get()
          .cudaRuntime()
          .ifPresent(folder -> NativeLibrary.addSearchPath(CUDA_RUNTIME, folder.toString()));
      final Engine engine = Engine.getEngine(ENGINE);
      choice.succeeded();
      return engine;
    } catch (final RuntimeException | LinkageError | AssertionError e) {
      choice.giveUp(chosen.get(), e);
      return Engine.getEngine(ENGINE);
    }
  }

  /**
   * @return the folder of PyTorch's libraries
   */
  public Path libraries() {
    return Path.of(LibUtils.getLibtorchPath());
  }

  /**
   * @return names of the devices as in {@link DeviceChoice}, the one that {@code auto} means first
   */
  public List<String> devices() {
    return Stream.concat(
            IntStream.range(0, engine.getGpuCount()).mapToObj(i -> "gpu" + i), Stream.of("cpu"))
        .toList();
  }

  /**
   * Opens a session.
   *
   * @param choice the device
   * @return a session on the device; the calling thread must close the session
   * @throws EngineException if the device is not available
   */
  public TensorSession open(final DeviceChoice choice) {
    final Device device = choice.resolve(engine);
    LOG.info("Computing on {} with PyTorch {}", device, engine.getVersion());
    return new TensorSession(engine, device);
  }

  /**
   * @return name and version of the engine
   */
  public String version() {
    return ENGINE + " " + engine.getVersion();
  }

  /** Returns the number of the engine's version, such as {@code 2.7.1}. */
  String number() {
    return engine.getVersion();
  }

  /** Turns off downloads and usage statistics of DJL, unless the user has set the properties. */
  private static void stayOffline() {
    setIfAbsent("ai.djl.offline", "true");
    setIfAbsent("OPT_OUT_TRACKING", "true");
  }

  private static void setIfAbsent(final String property, final String value) {
    if (System.getProperty(property) == null) System.setProperty(property, value);
  }

  private static String explain(final Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause())
      if (String.valueOf(cause.getMessage()).contains("already loaded in another classloader"))
        return "The tensor engine was loaded before the menus were refreshed. Restart ImageJ.";
    final Path cache = Utils.getEngineCacheDir();
    if (!isWritable(cache))
      return "The tensor engine (PyTorch) unpacks its libraries to the folder '"
          + cache
          + "', which cannot be written to. Change its permissions, or set the environment variable"
          + " ENGINE_CACHE_DIR to another folder.";
    return "The tensor engine (PyTorch) cannot start ("
        + failure.getMessage()
        + "). Check in the documentation whether it supports this system.";
  }

  private static boolean isWritable(final Path folder) {
    try {
      Files.delete(Files.createTempFile(Files.createDirectories(folder), "style-transfer-", null));
      return true;
    } catch (final IOException e) {
      LOG.debug("The folder {} cannot be written to", folder, e);
      return false;
    }
  }
}
