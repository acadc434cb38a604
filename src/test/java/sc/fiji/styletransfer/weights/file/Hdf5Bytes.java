package sc.fiji.styletransfer.weights.file;

import io.jhdf.checksum.ChecksumUtils;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes the structures of an HDF5 file one by one, whatever they refer to. Each structure takes
 * {@value #BLOCK} bytes, so the address of a structure is known before it is written.
 */
final class Hdf5Bytes {

  /** Bytes of each structure, padded with zeros. */
  static final int BLOCK = 4096;

  private static final long UNDEFINED = -1;

  private final ByteArrayOutputStream file = new ByteArrayOutputStream();

  /** Begins a file whose root group is the first structure. */
  Hdf5Bytes(final int structures) {
    final ByteBuffer superblock = block();
    superblock.put(new byte[] {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n', 3, 8, 8, 0});
    superblock.putLong(0).putLong(UNDEFINED).putLong(address(structures)).putLong(address(0));
    add(checksummed(superblock));
  }

  /** Returns the address of a structure. */
  static long address(final int structure) {
    return (structure + 1L) * BLOCK;
  }

  /** Adds a group with hard links to an address. */
  Hdf5Bytes group(final int links, final long target) {
    final ByteBuffer messages = block();
    message(messages, 2, 18).putShort((short) 0).putLong(UNDEFINED).putLong(UNDEFINED);
    for (int i = 0; i < links; i++) {
      message(messages, 6, 14).put((byte) 1).put((byte) 0).put((byte) 3);
      messages.put("%03d".formatted(i).getBytes(StandardCharsets.US_ASCII)).putLong(target);
    }
    return header(messages);
  }

  /** Adds a group of the old style, whose members are in a B-tree. */
  Hdf5Bytes oldGroup(final long tree, final long heap) {
    final ByteBuffer messages = block();
    message(messages, 0x11, 16).putLong(tree).putLong(heap);
    return header(messages);
  }

  /** Adds an object whose header continues at an address as often as given. */
  Hdf5Bytes continuedHeader(final int times, final long target) {
    final ByteBuffer messages = block();
    continuations(messages, times, target);
    return header(messages);
  }

  /** Adds a part of a header that continues at an address as often as given. */
  Hdf5Bytes continuation(final int times, final long target) {
    final ByteBuffer part = part();
    continuations(part, times, target);
    return add(checksummed(part));
  }

  /** Adds a part of a header as long as the others, with messages that mean nothing. */
  Hdf5Bytes lastContinuation(final int messages) {
    final ByteBuffer part = part();
    for (int i = 0; i < messages; i++) message(part, 0, 16).putLong(0).putLong(0);
    return add(checksummed(part));
  }

  /** Adds a node of a B-tree with children at one address. */
  Hdf5Bytes node(final int level, final int children, final long target) {
    final ByteBuffer node = block().put("TREE".getBytes(StandardCharsets.US_ASCII));
    node.put((byte) 0).put((byte) level).putShort((short) children);
    node.putLong(UNDEFINED).putLong(UNDEFINED);
    for (int i = 0; i < children; i++) node.putLong(0).putLong(target);
    return add(node.putLong(0));
  }

  byte[] bytes() {
    return file.toByteArray();
  }

  private static ByteBuffer part() {
    return block().put("OCHK".getBytes(StandardCharsets.US_ASCII));
  }

  /** Returns the length of a part of a header with this number of continuations. */
  private static long continuationBytes(final int times) {
    return 4 + 20L * times + 4;
  }

  private static void continuations(final ByteBuffer messages, final int times, final long target) {
    for (int i = 0; i < times; i++)
      message(messages, 0x10, 16).putLong(target).putLong(continuationBytes(times));
  }

  private static ByteBuffer message(final ByteBuffer messages, final int type, final int length) {
    return messages.put((byte) type).putShort((short) length).put((byte) 0);
  }

  private Hdf5Bytes header(final ByteBuffer messages) {
    final ByteBuffer header = block().put("OHDR".getBytes(StandardCharsets.US_ASCII));
    header.put((byte) 2).put((byte) 2).putInt(messages.position()).put(messages.flip());
    return add(checksummed(header));
  }

  private static ByteBuffer checksummed(final ByteBuffer structure) {
    final byte[] bytes = new byte[structure.position()];
    structure.get(0, bytes);
    return structure.putInt(ChecksumUtils.checksum(bytes));
  }

  private Hdf5Bytes add(final ByteBuffer structure) {
    file.writeBytes(structure.array());
    return this;
  }

  private static ByteBuffer block() {
    return ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);
  }
}
