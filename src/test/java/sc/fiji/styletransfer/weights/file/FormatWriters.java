package sc.fiji.styletransfer.weights.file;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.StringJoiner;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import sc.fiji.styletransfer.network.Vgg19Layer;

/**
 * Writes the same tensors in every supported format. The writers follow the descriptions of the
 * formats and share no code with the readers.
 */
public enum FormatWriters {
  SAFETENSORS {
    @Override
    public void write(final Path file, final Map<String, Tensor> tensors) throws IOException {
      try (OutputStream out = Files.newOutputStream(file)) {
        final byte[] header = header(tensors).getBytes(StandardCharsets.UTF_8);
        out.write(longBytes(header.length));
        out.write(header);
        for (final Tensor tensor : tensors.values()) out.write(floatBytes(tensor.values()));
      }
    }
  },
  TORCH_ZIP {
    @Override
    public void write(final Path file, final Map<String, Tensor> tensors) throws IOException {
      try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
        store(zip, "archive/data.pkl", dictionary(tensors, false));
        store(zip, "archive/byteorder", "little".getBytes(StandardCharsets.UTF_8));
        int key = 0;
        for (final Tensor tensor : tensors.values())
          store(zip, "archive/data/" + key++, floatBytes(tensor.values()));
        store(zip, "archive/version", "3\n".getBytes(StandardCharsets.UTF_8));
      }
    }
  },
  TORCH_LEGACY {
    @Override
    public void write(final Path file, final Map<String, Tensor> tensors) throws IOException {
      try (OutputStream out = Files.newOutputStream(file)) {
        out.write(legacyHead(tensors));
        for (final Tensor tensor : tensors.values()) {
          out.write(longBytes(tensor.values().length));
          out.write(floatBytes(tensor.values()));
        }
      }
    }
  },
  HDF5 {
    @Override
    public void write(final Path file, final Map<String, Tensor> tensors) {
      try (WritableHdfFile hdf = HdfFile.write(file)) {
        for (final Vgg19Layer layer : Vgg19Layer.values()) {
          final Tensor kernel = tensors.get("features." + layer.torchIndex() + ".weight");
          if (kernel == null) continue;
          final String name = "block" + layer.block() + "_conv" + layer.indexInBlock();
          final WritableGroup group = hdf.putGroup(name);
          group.putDataset(name + "_W_1:0", nested(kernel));
          group.putDataset(
              name + "_b_1:0", tensors.get("features." + layer.torchIndex() + ".bias").values());
        }
      }
    }
  };

  public abstract void write(Path file, Map<String, Tensor> tensors) throws IOException;

  static byte[] legacyHead(final Map<String, Tensor> tensors) {
    final ByteArrayOutputStream head = new ByteArrayOutputStream();
    head.writeBytes(new PickleBytes().magic().stop());
    head.writeBytes(new PickleBytes().number(1001).stop());
    head.writeBytes(
        new PickleBytes().op('}').op('(').text("little_endian").op(0x88).op('u').stop());
    head.writeBytes(dictionary(tensors, true));
    final PickleBytes keys = new PickleBytes().op(']').op('(');
    for (int key = 0; key < tensors.size(); key++) keys.text(String.valueOf(key));
    head.writeBytes(keys.op('e').stop());
    return head.toByteArray();
  }

  /** The pickle of a state dictionary, each tensor in a storage of its own. */
  static byte[] dictionary(final Map<String, Tensor> tensors, final boolean legacy) {
    final PickleBytes pickle = new PickleBytes();
    pickle.global("collections", "OrderedDict").op(')').op('R').op('(');
    int key = 0;
    for (final Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      pickle.text(entry.getKey());
      tensor(pickle, entry.getValue(), key++, legacy);
    }
    pickle.op('u');
    // The attributes that PyTorch leaves: {'_metadata': OrderedDict()}.
    pickle.op('}').text("_metadata").global("collections", "OrderedDict").op(')').op('R').op('s');
    return pickle.op('b').stop();
  }

  private static void tensor(
      final PickleBytes pickle, final Tensor tensor, final int key, final boolean legacy) {
    pickle.global("torch._utils", "_rebuild_tensor_v2").op('(');
    pickle.op('(').text("storage").global("torch", "FloatStorage");
    pickle.text(String.valueOf(key)).text("cpu").number(tensor.values().length);
    if (legacy) pickle.op('N');
    pickle.op('t').op('Q').number(0).tuple(tensor.shape()).tuple(strides(tensor.shape()));
    pickle.op(0x89).global("collections", "OrderedDict").op(')').op('R').op('t').op('R');
  }

  private static long[] strides(final long[] shape) {
    final long[] strides = new long[shape.length];
    long stride = 1;
    for (int d = shape.length - 1; d >= 0; d--) {
      strides[d] = stride;
      stride *= shape[d];
    }
    return strides;
  }

  static String header(final Map<String, Tensor> tensors) {
    final StringJoiner json = new StringJoiner(",", "{", "}");
    json.add("\"__metadata__\":{\"format\":\"pt\"}");
    long begin = 0;
    for (final Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      final long end = begin + 4L * entry.getValue().values().length;
      json.add(
          "\"%s\":{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
              .formatted(
                  entry.getKey(), java.util.Arrays.toString(entry.getValue().shape()), begin, end));
      begin = end;
    }
    return json.toString();
  }

  /** From out, in, row, column to Keras' row, column, in, out. */
  private static float[][][][] nested(final Tensor kernel) {
    final int[] s = java.util.Arrays.stream(kernel.shape()).mapToInt(Math::toIntExact).toArray();
    final float[][][][] nested = new float[s[2]][s[3]][s[1]][s[0]];
    int i = 0;
    for (int o = 0; o < s[0]; o++)
      for (int c = 0; c < s[1]; c++)
        for (int y = 0; y < s[2]; y++)
          for (int x = 0; x < s[3]; x++) nested[y][x][c][o] = kernel.values()[i++];
    return nested;
  }

  private static void store(final ZipOutputStream zip, final String name, final byte[] bytes)
      throws IOException {
    final ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCompressedSize(bytes.length);
    final CRC32 crc = new CRC32();
    crc.update(bytes);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }

  static byte[] longBytes(final long value) {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
  }

  static byte[] floatBytes(final float[] values) {
    final ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }
}
