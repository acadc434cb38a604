package sc.fiji.styletransfer.weights.file;

import java.util.Map;
import java.util.Optional;
import sc.fiji.styletransfer.network.WeightsException;

/**
 * A file of named arrays, whatever its format. The structure is checked when it is opened; values
 * are read only when asked for.
 */
public interface TensorFile extends AutoCloseable {

  /**
   * @return shape of each tensor by its name
   */
  Map<String, long[]> shapes();

  /**
   * @param name of a tensor in {@link #shapes()}
   * @return its values in row-major order, widened to float32
   * @throws WeightsException if there is no such tensor or its type cannot be used
   */
  float[] read(String name);

  /**
   * @param key of a note the writer left in the file
   * @return the note, if the format has notes and this one is there
   */
  Optional<String> note(String key);

  /** Lets go of the file. */
  @Override
  void close();
}
