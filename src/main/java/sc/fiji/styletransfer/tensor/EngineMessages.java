package sc.fiji.styletransfer.tensor;

import ai.djl.pytorch.jni.LibUtils;
import com.sun.jna.NativeLibrary;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Controls which messages PyTorch's native code writes to standard error. On processors that its
 * library NNPACK does not support, PyTorch 2.7 warns at every convolution, although it does not
 * need NNPACK. A user can do nothing about such warnings, so they are turned off; errors still
 * appear.
 *
 * <p>PyTorch documents the environment variable {@code TORCH_CPP_LOG_LEVEL} for this purpose, but
 * only its Python module reads the variable. This class writes the level into the variable that
 * PyTorch's logger compares each message with, {@code FLAGS_caffe2_log_level} of the library {@code
 * c10} (c10/util/Logging.cpp).
 */
final class EngineMessages {

  private static final Logger LOG = LoggerFactory.getLogger(EngineMessages.class);

  private static final String LIBRARY = "c10";
  private static final String LEVEL = "FLAGS_caffe2_log_level";

  /** The user's own choice of level, with which this class does not interfere. */
  private static final String USERS_LEVEL = "TORCH_CPP_LOG_LEVEL";

  /** PyTorch's levels are 0 for information, 1 for warnings, 2 for errors and 3 for the fatal. */
  private static final int ERRORS = 2;

  private EngineMessages() {}

  /** Turns off all messages below errors. The engine's libraries must be loaded. */
  static void showErrorsOnly() {
    if (System.getenv(USERS_LEVEL) != null) return;
    final Path file = Path.of(LibUtils.getLibtorchPath(), System.mapLibraryName(LIBRARY));
    // The virtual machine keeps the library loaded after this handle is closed.
    try (NativeLibrary library = NativeLibrary.getInstance(file.toString())) {
      library.getGlobalVariableAddress(LEVEL).setInt(0, ERRORS);
    } catch (final UnsatisfiedLinkError e) {
      LOG.debug("The variable {} is not in {}", LEVEL, file, e);
    }
  }
}
