package sc.fiji.styletransfer.weights.file;

import sc.fiji.styletransfer.network.WeightsException;

/**
 * A reference of a pickle to a block of numbers elsewhere in the file.
 *
 * @param className name of the Python class, which determines the type of the numbers
 * @param key name of the block
 * @param first index of the first number in the block
 * @param count number of numbers
 */
record TorchStorage(String className, String key, long first, long count) {

  /**
   * @param id identifier in a pickle: {@code ("storage", class, key, device, count)}. In the legacy
   *     format a sixth element follows: {@code None}, or {@code (key, first, count)} for a part of
   *     the block
   * @return the reference
   * @throws WeightsException if the identifier has another form
   */
  static TorchStorage of(final Object id) {
    if (id instanceof final Object[] parts
        && parts.length >= 5
        && "storage".equals(parts[0])
        && parts[1] instanceof final TorchName.StorageClass type
        && parts[4] instanceof final Number count) {
      final Object view = parts.length > 5 ? parts[5] : null;
      final String key = key(parts[2]);
      return view == null
          ? new TorchStorage(type.name(), key, 0, count.longValue())
          : part(type, key, view);
    }
    throw unknown();
  }

  /**
   * @param object the key of a block in a pickle
   * @return the key as text
   * @throws WeightsException if the key is neither text nor a number. The text of a list that
   *     contains itself, or another list many times, would never end
   */
  static String key(final Object object) {
    if (object instanceof String || object instanceof Number) return object.toString();
    throw unknown();
  }

  private static TorchStorage part(
      final TorchName.StorageClass type, final String key, final Object view) {
    if (view instanceof final Object[] parts
        && parts.length == 3
        && parts[1] instanceof final Number first
        && parts[2] instanceof final Number count)
      return new TorchStorage(type.name(), key, first.longValue(), count.longValue());
    throw unknown();
  }

  private static WeightsException unknown() {
    return new WeightsException("it refers to its numbers in an unknown way");
  }
}
