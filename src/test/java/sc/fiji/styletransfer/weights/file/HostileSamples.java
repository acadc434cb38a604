package sc.fiji.styletransfer.weights.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Hostile files in PyTorch's legacy format. */
public final class HostileSamples {

  private HostileSamples() {}

  /** Writes a file whose one tensor has a storage with an endless key. */
  public static void writeStorageWithEndlessKey(final Path file) throws IOException {
    Files.write(file, storageWithKey(listInItself()));
  }

  static byte[] storageWithKey(final PickleBytes key) {
    final PickleBytes pickle = new PickleBytes().op('}').text("w");
    pickle.global("torch._utils", "_rebuild_tensor").op('(').op('(').text("storage");
    pickle.global("torch", "FloatStorage").append(key).text("cpu").op('K').op(4).op('t').op('Q');
    pickle.number(0).tuple(new long[] {4}).tuple(new long[] {1}).op('t').op('R').op('s');
    return legacy(pickle.stop());
  }

  /** Two lists, each in the other: the text of one has the text of the other without end. */
  static PickleBytes listInItself() {
    final PickleBytes lists = PickleBytes.part().op(']').op('q').op(200).op(']').op('q').op(201);
    return lists.op('h').op(200).op('a').op('a');
  }

  static byte[] legacy(final byte[] dictionary) {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head());
    bytes.writeBytes(dictionary);
    bytes.writeBytes(new PickleBytes().op(']').stop());
    return bytes.toByteArray();
  }

  static byte[] head() {
    final ByteArrayOutputStream head = new ByteArrayOutputStream();
    head.writeBytes(new PickleBytes().magic().stop());
    head.writeBytes(new PickleBytes().number(1001).stop());
    head.writeBytes(new PickleBytes().op('}').stop());
    return head.toByteArray();
  }
}
