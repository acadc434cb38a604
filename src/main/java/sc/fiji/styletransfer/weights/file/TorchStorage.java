package sc.fiji.styletransfer.weights.file;

import sc.fiji.styletransfer.network.WeightsException;

/**
 * A block of numbers that a pickle refers to and that lies elsewhere in the file.
 *
 * @param className Python's class, which tells the type of the numbers
 * @param key name of the block
 * @param first number of the block that this reference begins at
 * @param count of numbers from there on
 */
record TorchStorage(String className, String key, long first, long count) {

  /**
   * @param id that a pickle gives: {@code ("storage", class, key, device, count)} and, in the
   *     legacy form, a part of another block: {@code (key, first, count)} or nothing
   * @throws WeightsException if it is something else
   */
  static TorchStorage of(final Object id) {
    if (id instanceof final Object[] parts
        && parts.length >= 5
        && "storage".equals(parts[0])
        && parts[1] instanceof final TorchName.StorageClass type
        && parts[4] instanceof final Number count) {
      final Object view = parts.length > 5 ? parts[5] : null;
      return view == null ? whole(type, parts[2], count) : part(type, parts[2], view);
    }
    throw unknown();
  }

  private static TorchStorage whole(
      final TorchName.StorageClass type, final Object key, final Number count) {
    return new TorchStorage(type.name(), String.valueOf(key), 0, count.longValue());
  }

  private static TorchStorage part(
      final TorchName.StorageClass type, final Object key, final Object view) {
    if (view instanceof final Object[] parts
        && parts.length == 3
        && parts[1] instanceof final Number first
        && parts[2] instanceof final Number count)
      return new TorchStorage(
          type.name(), String.valueOf(key), first.longValue(), count.longValue());
    throw unknown();
  }

  private static WeightsException unknown() {
    return new WeightsException("it refers to its numbers in an unknown way");
  }
}
