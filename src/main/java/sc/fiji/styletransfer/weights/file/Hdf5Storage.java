package sc.fiji.styletransfer.weights.file;

import io.jhdf.HdfFile;
import io.jhdf.Superblock;
import io.jhdf.storage.HdfBackingStorage;
import io.jhdf.storage.HdfInMemoryByteBuffer;
import java.lang.reflect.Constructor;
import java.nio.ByteBuffer;
import sc.fiji.styletransfer.network.WeightsException;

/**
 * The bytes of an HDF5 file, with a limit on how much of them the library may read while it follows
 * the file's structure. The library visits each node of a tree and each continuation of a header as
 * often as the file refers to it. In a forged file that number grows exponentially with the file's
 * size, so the limit is what ends the reading.
 */
final class Hdf5Storage extends HdfInMemoryByteBuffer {

  /** A Keras file of VGG19 needs less than a hundredth of each limit. */
  private static final int MAX_READS = 25_000;

  private static final long MAX_BYTES = 4 << 20;

  /** The names of a group's members lie in one block, which is read again for each member. */
  private static final int MAX_BLOCK_BYTES = 1 << 16;

  private boolean limited = true;
  private int reads;
  private long bytes;

  private Hdf5Storage(final ByteBuffer file, final Superblock superblock) {
    super(file, superblock);
  }

  /**
   * @param bytes of the file, little-endian
   * @return the storage
   */
  static Hdf5Storage of(final ByteBuffer bytes) {
    return new Hdf5Storage(bytes, Superblock.readSuperblock(bytes.position(0)));
  }

  /**
   * Opens the file. The library offers no public way to open a storage other than its own, so this
   * method calls a private constructor of the library's pinned version.
   */
  HdfFile open() {
    try {
      final Constructor<HdfFile> constructor =
          HdfFile.class.getDeclaredConstructor(HdfBackingStorage.class);
      constructor.setAccessible(true);
      return constructor.newInstance(this);
    } catch (final ReflectiveOperationException e) {
      if (e.getCause() instanceof final RuntimeException damage) throw damage;
      if (e.getCause() instanceof final Error damage) throw damage;
      throw new IllegalStateException("This version of jHDF does not open a storage", e);
    }
  }

  /** Ends the limit. Call this method when the structure is read and before values are read. */
  void endStructure() {
    limited = false;
  }

  @Override
  public synchronized ByteBuffer mapNoOffset(final long address, final long length) {
    if (limited) count(length);
    return super.mapNoOffset(address, length);
  }

  private void count(final long length) {
    reads++;
    bytes += Math.max(0, length);
    if (reads > MAX_READS || bytes > MAX_BYTES || length > MAX_BLOCK_BYTES)
      throw new WeightsException("its structure is larger than that of any network");
  }
}
