package sc.fiji.styletransfer.weights.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Generates hostile weights files of every format: structures that contain themselves or each other
 * many times, deep nesting, ranks and counts without a limit. A seed determines the bytes.
 */
final class HostileGenerator {

  private static final String[] NAMES = {
    "torch._utils _rebuild_tensor",
    "torch._utils _rebuild_tensor_v2",
    "torch._utils _rebuild_parameter",
    "torch Size",
    "collections OrderedDict",
    "torch FloatStorage",
    "torch HalfStorage",
    "torch BFloat16Storage",
    "builtins eval",
    "os system"
  };

  private static final long[] NUMBERS = {
    0,
    1,
    -1,
    4,
    27,
    64,
    255,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    1L << 40,
    Long.MAX_VALUE / 4,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  private final Random random;
  private int depth;

  HostileGenerator(final long seed) {
    random = new Random(seed);
  }

  /** Returns the bytes of one file. */
  byte[] file() throws IOException {
    final byte[] bytes =
        switch (random.nextInt(4)) {
          case 0 -> HostileSamples.legacy(pickle());
          case 1 -> zip(pickle());
          case 2 -> hdf5();
          default -> safetensors();
        };
    // Half of the files also have a few wrong bytes, so that no check hides the ones behind it.
    if (random.nextBoolean())
      for (int i = random.nextInt(4); i > 0; i--)
        bytes[10 + random.nextInt(bytes.length - 10)] = (byte) random.nextInt();
    return bytes;
  }

  private long number() {
    return NUMBERS[random.nextInt(NUMBERS.length)];
  }

  private byte[] pickle() {
    depth = 0;
    final PickleBytes pickle = new PickleBytes().op('}');
    final int entries = 1 + random.nextInt(4);
    for (int i = 0; i < entries; i++) {
      if (random.nextInt(8) == 0) pickle.append(value());
      else pickle.text(random.nextBoolean() ? "features." + i + ".weight" : "w" + i);
      pickle.append(random.nextBoolean() ? tensor() : value()).op('s');
    }
    return pickle.stop();
  }

  private PickleBytes tensor() {
    final PickleBytes tensor = PickleBytes.part();
    final String[] function = NAMES[random.nextInt(3)].split(" ");
    tensor.global(function[0], function[1]).op('(');
    if (random.nextInt(6) == 0) tensor.append(value());
    else tensor.append(storage());
    tensor.append(some(PickleBytes.part().number(number())));
    tensor.append(some(shape())).append(some(shape()));
    return tensor.op('t').op('R');
  }

  /** Returns the part, or sometimes any value in its place. */
  private PickleBytes some(final PickleBytes part) {
    return random.nextInt(5) == 0 ? value() : part;
  }

  private PickleBytes storage() {
    final PickleBytes storage = PickleBytes.part().op('(').text("storage");
    final String[] type = NAMES[5 + random.nextInt(3)].split(" ");
    storage.append(some(PickleBytes.part().global(type[0], type[1])));
    storage.append(some(PickleBytes.part().text(String.valueOf(random.nextInt(3)))));
    storage.append(some(PickleBytes.part().text("cpu")));
    storage.append(some(PickleBytes.part().number(number())));
    if (random.nextBoolean())
      storage.append(
          some(PickleBytes.part().op('(').text("0").number(number()).number(number()).op('t')));
    return storage.op('t').op('Q');
  }

  private PickleBytes shape() {
    final int rank = random.nextInt(10) == 0 ? random.nextInt(50_000) : random.nextInt(6);
    final long[] sizes = new long[rank];
    for (int d = 0; d < rank; d++) sizes[d] = random.nextBoolean() ? number() : 3;
    return PickleBytes.part().tuple(sizes);
  }

  private PickleBytes value() {
    if (++depth > 12) return PickleBytes.part().number(number());
    return switch (random.nextInt(9)) {
      case 0 -> HostileSamples.listInItself();
      case 1 -> doubled(2 + random.nextInt(90));
      case 2 -> dictionaryInItself();
      case 3 -> deep(1 + random.nextInt(100_000));
      case 4 -> named();
      case 5 -> copies(1 + random.nextInt(2000));
      case 6 -> tensor();
      case 7 -> raw();
      default -> PickleBytes.part().number(number());
    };
  }

  /** A list that has the list before it twice, many times over. */
  private static PickleBytes doubled(final int levels) {
    final PickleBytes lists = PickleBytes.part().op(']');
    for (int level = 0; level < levels; level++) {
      lists.op('q').op(100 + level).op('0');
      lists.op(']').op('(').op('h').op(100 + level).op('h').op(100 + level).op('e');
    }
    return lists;
  }

  private PickleBytes dictionaryInItself() {
    final PickleBytes self = PickleBytes.part().op('}').op('q').op(9);
    for (int i = random.nextInt(50); i >= 0; i--) self.shortText("k" + i).op('h').op(9).op('s');
    return self;
  }

  private static PickleBytes deep(final int levels) {
    final PickleBytes tuples = PickleBytes.part();
    tuples.op(')');
    for (int i = 0; i < levels; i++) tuples.op(0x85);
    return tuples;
  }

  private PickleBytes named() {
    final String[] name = NAMES[random.nextInt(NAMES.length)].split(" ");
    return PickleBytes.part().global(name[0], name[1]).append(value()).op(0x85).op('R');
  }

  /** Dictionaries that copy one list of pairs. */
  private static PickleBytes copies(final int times) {
    final PickleBytes list = PickleBytes.part().op(']').op('(');
    for (int i = 0; i < times; i++)
      list.op(']').op('(').shortText(String.valueOf(i)).op('N').op('e');
    list.op('e').op('q').op(7).op('0').global("collections", "OrderedDict").op('q').op(8).op('0');
    for (int i = 0; i < times; i++) {
      list.op('h').op(8).op('h').op(7).op(0x85).op('R');
      if (i < times - 1) list.op('0');
    }
    return list;
  }

  private PickleBytes raw() {
    final PickleBytes raw = PickleBytes.part();
    for (int i = 1 + random.nextInt(6); i > 0; i--) {
      raw.op(random.nextInt(256));
      if (random.nextBoolean()) raw.int32((int) number());
    }
    return raw;
  }

  private byte[] zip(final byte[] pickle) throws IOException {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      store(zip, "archive/data.pkl", pickle);
      final int entries = random.nextInt(10) == 0 ? random.nextInt(3000) : random.nextInt(4);
      for (int i = 0; i < entries; i++)
        store(zip, "archive/data/" + i, new byte[random.nextInt(200)]);
      if (random.nextBoolean()) {
        // A compressed part of many zeros in few bytes.
        zip.putNextEntry(new ZipEntry("archive/data/" + entries));
        zip.write(new byte[random.nextInt(1 << 20)]);
        zip.closeEntry();
      }
    }
    final byte[] file = bytes.toByteArray();
    if (random.nextInt(3) == 0) {
      // Forged sizes and offsets in the table at the end.
      final ByteBuffer table = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = random.nextInt(4); i > 0; i--)
        table.putInt(
            file.length - 4 - random.nextInt(Math.min(file.length - 8, 200)), (int) number());
    }
    return file;
  }

  private static void store(final ZipOutputStream zip, final String name, final byte[] bytes)
      throws IOException {
    final ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCompressedSize(bytes.length);
    final CRC32 sum = new CRC32();
    sum.update(bytes);
    entry.setCrc(sum.getValue());
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }

  /** A graph of groups, continued headers and nodes whose links lead anywhere, also back. */
  private byte[] hdf5() {
    final int count = 1 + random.nextInt(40);
    final Hdf5Bytes structures = new Hdf5Bytes(count);
    for (int i = 0; i < count; i++) {
      final long target =
          random.nextInt(12) == 0 ? number() : Hdf5Bytes.address(random.nextInt(count + 1));
      final int times = random.nextInt(100);
      switch (i == 0 ? random.nextInt(3) : random.nextInt(6)) {
        case 0 -> structures.group(times, target);
        case 1 -> structures.continuedHeader(1 + times, target);
        case 2 -> structures.oldGroup(target, Hdf5Bytes.address(random.nextInt(count)));
        case 3 -> structures.continuation(1 + times, target);
        case 4 -> structures.node(random.nextInt(3), times, target);
        default -> structures.lastContinuation(1 + times);
      }
    }
    return structures.bytes();
  }

  private byte[] safetensors() {
    final StringBuilder json = new StringBuilder("{");
    final int tensors = random.nextInt(20) == 0 ? random.nextInt(5000) : 1 + random.nextInt(4);
    for (int i = 0; i < tensors && json.length() < 200_000; i++) {
      if (i > 0) json.append(',');
      json.append('"').append(name(i)).append("\":");
      if (random.nextInt(8) == 0) json.append(nested());
      else
        json.append(
            "{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%s,%s]}"
                .formatted(random.nextInt(6) == 0 ? "F64" : "F32", sizes(), digits(), digits()));
    }
    json.append(random.nextInt(10) == 0 ? "" : "}");
    final byte[] header = json.toString().getBytes(StandardCharsets.UTF_8);
    final ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(FormatWriters.longBytes(random.nextInt(6) == 0 ? number() : header.length));
    file.writeBytes(header);
    file.writeBytes(new byte[random.nextInt(400)]);
    return file.toByteArray();
  }

  private String name(final int i) {
    return switch (random.nextInt(5)) {
      case 0 -> "features.0.weight";
      case 1 -> "__metadata__";
      case 2 -> "x".repeat(random.nextInt(20_000));
      default -> "t" + i;
    };
  }

  private String nested() {
    final int levels = 1 + random.nextInt(60_000);
    return random.nextBoolean() ? "[".repeat(levels) : "{\"a\":".repeat(levels / 5 + 1);
  }

  private String sizes() {
    final int rank = random.nextInt(10) == 0 ? random.nextInt(20_000) : random.nextInt(6);
    final StringBuilder sizes = new StringBuilder("[");
    for (int d = 0; d < rank; d++) sizes.append(d == 0 ? "" : ",").append(digits());
    return sizes.append(']').toString();
  }

  private String digits() {
    return switch (random.nextInt(6)) {
      case 0 -> String.valueOf(number());
      case 1 -> "1e" + random.nextInt(1_000_000_000);
      case 2 -> "9".repeat(1 + random.nextInt(5000));
      case 3 -> "\"x\"";
      default -> String.valueOf(random.nextInt(300));
    };
  }
}
