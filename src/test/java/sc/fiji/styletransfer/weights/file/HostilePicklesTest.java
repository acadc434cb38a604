package sc.fiji.styletransfer.weights.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pickles that would run code, fill the memory or run for ever in a general reader of pickles. */
class HostilePicklesTest {

  private static final int BINUNICODE = 'X';
  private static final int BINSTRING = 'T';

  @TempDir Path folder;

  private HostileFile file;

  @BeforeEach
  void newFile() {
    file = new HostileFile(folder.resolve("hostile"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "os system",
        "posix system",
        "builtins eval",
        "builtins exec",
        "__builtin__ bytearray",
        "builtins set",
        "builtins KeyError",
        "subprocess Popen",
        "datetime datetime",
        "decimal Decimal",
        "array array",
        "operator attrgetter",
        "copy_reg _reconstructor",
        "_codecs encode",
        "torch.storage _load_from_bytes",
        "torch.nn.modules.container Sequential",
        "torchvision.models.vgg VGG",
        "java.lang Runtime",
        "collections OrderedDict.__init__",
        "numpy.core.multiarray _reconstruct"
      })
  void forbiddenNamesAreNamedAndRefused(final String name) throws IOException {
    final String[] parts = name.split(" ");
    final byte[] call =
        new PickleBytes()
            .global(parts[0], parts[1])
            .op('(')
            .text("touch " + folder.resolve("ran"))
            .op('t')
            .op('R')
            .stop();
    final String message = file.refuse(HostileSamples.legacy(call), name);
    assertTrue(message.contains("'" + parts[0] + "." + parts[1] + "'"), message);
    assertTrue(message.contains("not read for safety"), message);
    final byte[] fromStack =
        new PickleBytes().text(parts[0]).text(parts[1]).op(0x93).op(')').op('R').stop();
    assertTrue(file.refuse(HostileSamples.legacy(fromStack), name).contains("not read for safety"));
    assertTrue(Files.notExists(folder.resolve("ran")));
  }

  @Test
  void noInstructionDoesHarm() throws IOException {
    for (int code = 0; code < 256; code++)
      for (int context = 0; context < 4; context++)
        file.refuse(
            HostileSamples.legacy(instruction(code, context)),
            "instruction " + code + "/" + context);
  }

  /** Returns one instruction on an empty stack, a text, a dictionary, or after two numbers. */
  private static byte[] instruction(final int code, final int context) {
    final PickleBytes pickle = new PickleBytes();
    if (context == 1) pickle.text("text");
    if (context == 2) pickle.op('}').op('(');
    if (context == 3) pickle.number(1).number(70000);
    return pickle.op(code).int32(0x7fffffff).int32(0x7fffffff).op('\n').stop();
  }

  @ParameterizedTest
  @ValueSource(ints = {BINUNICODE, BINSTRING, 'B', 0x8b, 0x8d, 0x8e, 0x95, 0x96})
  void announcedLengthsAreNotSetAside(final int code) throws IOException {
    for (final int length : new int[] {0x7fffffff, 0x70000000, 1 << 28, -1, 0x80000000})
      file.refuse(
          HostileSamples.legacy(new PickleBytes().op(code).int32(length).int32(0).stop()),
          code + " " + length);
  }

  @Test
  void keysThatTakeForeverToHashAreRefused() {
    final PickleBytes pickle = new PickleBytes().op('}');
    pickle.op(']');
    for (int level = 0; level < 80; level++) {
      // A list that holds the list before it twice.
      pickle.op('q').op(level);
      pickle.op(']').op('(').op('h').op(level).op('h').op(level).op('e');
    }
    final byte[] bytes = pickle.number(1).op('s').stop();
    assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> file.refuse(HostileSamples.legacy(bytes), "lists of lists"));
  }

  @Test
  void deepAndLongPicklesAreRefused() throws IOException {
    final PickleBytes deep = new PickleBytes();
    for (int i = 0; i < 500_000; i++) deep.op(')').op(0x85);
    file.refuse(HostileSamples.legacy(deep.stop()), "deep tuples");
    final PickleBytes dictionaries = new PickleBytes();
    for (int i = 0; i < 900_000; i++) dictionaries.op('}');
    file.refuse(HostileSamples.legacy(dictionaries.stop()), "many dictionaries");
    final PickleBytes self = new PickleBytes().op('}').op('q').op(0);
    file.refuse(
        HostileSamples.legacy(self.text("a").op('h').op(0).op('s').stop()),
        "a dictionary in itself");
  }

  /** The text of such a key would never end. */
  @Test
  void keysOfStoragesThatAreListsAreRefused() {
    refuseSoon(HostileSamples.storageWithKey(HostileSamples.listInItself()), "a list in itself");
    refuseSoon(HostileSamples.storageWithKey(doubledLists()), "doubled lists");
  }

  @Test
  void listsOfKeysThatContainListsAreRefused() {
    for (final boolean containsItself : new boolean[] {true, false}) {
      final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      bytes.writeBytes(FormatWriters.legacyHead(Map.of("w", Tensor.of(new float[4], 4))));
      // Replaces the last pickle, whose bytes are known: a list with the text "0".
      final byte[] sound = new PickleBytes().op(']').op('(').text("0").op('e').stop();
      final byte[] head = java.util.Arrays.copyOf(bytes.toByteArray(), bytes.size() - sound.length);
      bytes.reset();
      bytes.writeBytes(head);
      final PickleBytes key = containsItself ? HostileSamples.listInItself() : doubledLists();
      bytes.writeBytes(new PickleBytes().op(']').append(key).op('a').stop());
      bytes.writeBytes(FormatWriters.longBytes(4));
      bytes.writeBytes(new byte[16]);
      refuseSoon(bytes.toByteArray(), "a list of keys, itself: " + containsItself);
    }
  }

  @Test
  void namesThatAreListsAreRefused() {
    final PickleBytes pickle = new PickleBytes().append(doubledLists()).text("x").op(0x93);
    refuseSoon(HostileSamples.legacy(pickle.stop()), "a name");
  }

  /** With a visit of each path there would be 10¹² of them. */
  @Test
  void dictionariesThatShareDictionariesAreVisitedOnce() {
    final PickleBytes pickle = new PickleBytes().op('}').op('q').op(0);
    for (int level = 1; level <= 4; level++) {
      pickle.op('}').op('(');
      for (int i = 0; i < 10_000; i++) pickle.shortText("%04d".formatted(i)).op('h').op(level - 1);
      pickle.op('u').op('q').op(level);
    }
    refuseSoon(HostileSamples.legacy(pickle.stop()), "shared dictionaries");
  }

  /** Each copy of the list takes six bytes in the pickle and thousands of entries in memory. */
  @Test
  void dictionariesCopiedFromOneListAreLimited() {
    final PickleBytes pickle = new PickleBytes().op(']').op('(');
    for (int i = 0; i < 20_000; i++)
      pickle.op(']').op('(').shortText(String.valueOf(i)).op('N').op('e');
    pickle.op('e').op('q').op(0).global("collections", "OrderedDict").op('q').op(1);
    for (int i = 0; i < 50_000; i++) pickle.op('h').op(1).op('h').op(0).op(0x85).op('R');
    refuseSoon(HostileSamples.legacy(pickle.stop()), "copied dictionaries");
  }

  /** The shape is one tuple, and each of many tensors has it. */
  @Test
  void tensorsWithTooManyDimensionsAreRefused() {
    final PickleBytes pickle = new PickleBytes().op('}').op('(');
    pickle.tuple(new long[100_000]).op('q').op(0).op('0');
    for (int i = 0; i < 10_000; i++) {
      pickle.shortText(String.valueOf(i)).global("torch._utils", "_rebuild_tensor").op('(');
      pickle.op('(').text("storage").global("torch", "FloatStorage").text("0").text("cpu");
      pickle
          .op('K')
          .op(1)
          .op('t')
          .op('Q')
          .op('K')
          .op(0)
          .op('h')
          .op(0)
          .op('h')
          .op(0)
          .op('t')
          .op('R');
    }
    refuseSoon(HostileSamples.legacy(pickle.op('u').stop()), "dimensions");
  }

  private void refuseSoon(final byte[] bytes, final String description) {
    assertTimeoutPreemptively(Duration.ofSeconds(20), () -> file.refuse(bytes, description));
  }

  /** A list with the list before it twice, 60 times over. */
  private static PickleBytes doubledLists() {
    final PickleBytes lists = PickleBytes.part().op(']');
    for (int level = 100; level < 160; level++) {
      lists.op('q').op(level).op('0');
      lists.op(']').op('(').op('h').op(level).op('h').op(level).op('e');
    }
    return lists;
  }

  @Test
  void impossibleTensorsAreRefused() throws IOException {
    for (final long[] shape :
        new long[][] {
          {1L << 40}, {1L << 31, 1L << 31}, {-1, 3}, {Long.MAX_VALUE, 2}, {1 << 20}, {64, 3, 3, 4}
        }) {
      final Map<String, Tensor> tensors =
          Map.of("features.0.weight", new Tensor(shape, new float[9]));
      for (final FormatWriters format :
          new FormatWriters[] {FormatWriters.TORCH_LEGACY, FormatWriters.TORCH_ZIP}) {
        final Path path = folder.resolve("impossible");
        format.write(path, tensors);
        file.refuse(Files.readAllBytes(path), format + " " + java.util.Arrays.toString(shape));
      }
    }
  }

  /** Python 2 wrote dictionaries as lists of pairs and texts as bytes, as in torchvision's file. */
  @Test
  void picklesOfPython2AreRead() throws IOException {
    final PickleBytes pickle = new PickleBytes().global("collections", "OrderedDict").op('(');
    pickle.op(']').op('(').op(']').op('(').op('U').op(1).op('w');
    pickle.global("torch._utils", "_rebuild_tensor").op('(');
    pickle.op('(').op('U').op(7);
    for (final char c : "storage".toCharArray()) pickle.op(c);
    pickle.global("torch", "FloatStorage").op('U').op(1).op('0').op('U').op(3);
    for (final char c : "cpu".toCharArray()) pickle.op(c);
    pickle.op('K').op(4).op('N').op('t').op('Q');
    pickle.number(1).tuple(new long[] {3}).tuple(new long[] {1}).op('t').op('R');
    pickle.op('e').op('e').op('t').op('R');
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(HostileSamples.head());
    bytes.writeBytes(pickle.stop());
    bytes.writeBytes(new PickleBytes().op(']').op('U').op(1).op('0').op('a').stop());
    bytes.writeBytes(FormatWriters.longBytes(4));
    bytes.writeBytes(FormatWriters.floatBytes(new float[] {1, 2, 3, 4}));
    final Path path = folder.resolve("python2");
    Files.write(path, bytes.toByteArray());
    try (TensorFile tensors = TensorFormat.open(path)) {
      assertArrayEquals(new float[] {2, 3, 4}, tensors.read("w"));
    }
  }
}
