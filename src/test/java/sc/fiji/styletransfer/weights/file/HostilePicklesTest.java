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

/** Pickles that would run code, fill memory or never end in a general reader of pickles. */
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
    final String message = file.refuse(legacy(call), name);
    assertTrue(message.contains("'" + parts[0] + "." + parts[1] + "'"), message);
    assertTrue(message.contains("not read for safety"), message);
    final byte[] fromStack =
        new PickleBytes().text(parts[0]).text(parts[1]).op(0x93).op(')').op('R').stop();
    assertTrue(file.refuse(legacy(fromStack), name).contains("not read for safety"));
    assertTrue(Files.notExists(folder.resolve("ran")));
  }

  @Test
  void noInstructionDoesHarm() throws IOException {
    for (int code = 0; code < 256; code++)
      for (int context = 0; context < 4; context++)
        file.refuse(legacy(instruction(code, context)), "instruction " + code + "/" + context);
  }

  /** One instruction on an empty stack, on a text, on a dictionary, and after two numbers. */
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
          legacy(new PickleBytes().op(code).int32(length).int32(0).stop()), code + " " + length);
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
        Duration.ofSeconds(5), () -> file.refuse(legacy(bytes), "lists of lists"));
  }

  @Test
  void deepAndLongPicklesAreRefused() throws IOException {
    final PickleBytes deep = new PickleBytes();
    for (int i = 0; i < 500_000; i++) deep.op(')').op(0x85);
    file.refuse(legacy(deep.stop()), "deep tuples");
    final PickleBytes dictionaries = new PickleBytes();
    for (int i = 0; i < 900_000; i++) dictionaries.op('}');
    file.refuse(legacy(dictionaries.stop()), "many dictionaries");
    final PickleBytes self = new PickleBytes().op('}').op('q').op(0);
    file.refuse(legacy(self.text("a").op('h').op(0).op('s').stop()), "a dictionary in itself");
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
    bytes.writeBytes(head());
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

  private static byte[] legacy(final byte[] dictionary) {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head());
    bytes.writeBytes(dictionary);
    bytes.writeBytes(new PickleBytes().op(']').stop());
    return bytes.toByteArray();
  }

  private static byte[] head() {
    final ByteArrayOutputStream head = new ByteArrayOutputStream();
    head.writeBytes(new PickleBytes().magic().stop());
    head.writeBytes(new PickleBytes().number(1001).stop());
    head.writeBytes(new PickleBytes().op('}').stop());
    return head.toByteArray();
  }
}
