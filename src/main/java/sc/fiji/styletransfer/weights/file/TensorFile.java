package sc.fiji.styletransfer.weights.file;

import java.util.Map;
import java.util.Optional;
import sc.fiji.styletransfer.network.WeightsException;

/**
 * An open file of named tensors, independent of its format. Opening the file checks its structure;
 * values are read tensor by tensor.
 */
public interface TensorFile extends AutoCloseable {

  /**
   * @return the shape of each tensor by name
   */
  Map<String, long[]> shapes();

  /**
   * Reads a tensor.
   *
   * @param name name of a tensor in {@link #shapes()}
   * @return the values in row-major order, converted to float32
   * @throws WeightsException if the file has no such tensor, or its type is not supported
   */
  float[] read(String name);

  /**
   * @param key key of a note in the file's metadata
   * @return the note, if the format supports notes and the file has this one
   */
  Optional<String> note(String key);

  /** Closes the file. */
  @Override
  void close();
}
