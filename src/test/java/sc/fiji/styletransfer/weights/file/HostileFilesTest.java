package sc.fiji.styletransfer.weights.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.network.Vgg19Layer;

/**
 * Random, cut and forged files of each format. The reader reads each file or refuses it in a
 * sentence, without a crash or a hang, in bounded memory. The description of a failed case has the
 * seed that reproduces the case.
 */
class HostileFilesTest {

  private static final Logger LOG = LoggerFactory.getLogger(HostileFilesTest.class);

  private static final long SEED = 20261124;
  private static final Duration LIMIT = Duration.ofSeconds(240);
  private static final int RANDOM_CASES = 200;
  private static final int MUTATIONS = 400;

  private static final long[] FORGED = {
    0, -1, Long.MAX_VALUE, Long.MIN_VALUE, Integer.MAX_VALUE, 1L << 31, 0x7fffffffffffff00L
  };

  @TempDir Path folder;

  private HostileFile file;

  @BeforeEach
  void newFile() {
    file = new HostileFile(folder.resolve("hostile"));
  }

  @ParameterizedTest
  @EnumSource(FormatWriters.class)
  void theSoundFileIsRead(final FormatWriters format) throws IOException {
    file.check(sound(format), "sound");
    assertEquals(0, file.refused());
  }

  @ParameterizedTest
  @EnumSource(FormatWriters.class)
  void randomBytesAreRefused(final FormatWriters format) {
    run(
        () -> {
          final byte[] sound = sound(format);
          for (int i = 0; i < RANDOM_CASES; i++) {
            final Random random = new Random(SEED + i);
            final byte[] bytes = new byte[random.nextInt(4096)];
            random.nextBytes(bytes);
            // The beginning of a sound file leads each case to the reader of its format.
            System.arraycopy(sound, 0, bytes, 0, Math.min(9 + i % 40, bytes.length));
            file.refuse(bytes, format + " random " + (SEED + i));
          }
        });
  }

  @ParameterizedTest
  @EnumSource(FormatWriters.class)
  void everyCutIsRefused(final FormatWriters format) {
    run(
        () -> {
          final byte[] sound = sound(format);
          // Many cuts in the structure, some in the numbers.
          for (int length = 0; length < sound.length; length += length < 2200 ? 3 : 211)
            file.refuse(Arrays.copyOf(sound, length), format + " cut at " + length);
          file.refuse(Arrays.copyOf(sound, sound.length - 1), format + " cut by one");
        });
  }

  @ParameterizedTest
  @EnumSource(FormatWriters.class)
  void changedBytesDoNoHarm(final FormatWriters format) {
    run(
        () -> {
          final byte[] sound = sound(format);
          for (int i = 0; i < MUTATIONS; i++) {
            final Random random = new Random(SEED + i);
            final byte[] bytes = sound.clone();
            final int changes = 1 + random.nextInt(6);
            for (int c = 0; c < changes; c++)
              bytes[structural(format, random, bytes.length)] = (byte) random.nextInt();
            file.check(bytes, format + " changed " + (SEED + i));
          }
          assertTrue(file.refused() > MUTATIONS / 10, "only " + file.refused() + " refused");
        });
  }

  @ParameterizedTest
  @EnumSource(FormatWriters.class)
  void forgedLengthsAndOffsetsDoNoHarm(final FormatWriters format) {
    run(
        () -> {
          final byte[] sound = sound(format);
          for (int i = 0; i < MUTATIONS; i++) {
            final Random random = new Random(SEED + i);
            final byte[] bytes = sound.clone();
            final int width = random.nextBoolean() ? Long.BYTES : Integer.BYTES;
            final int position =
                Math.min(structural(format, random, bytes.length), bytes.length - width);
            final long value = FORGED[random.nextInt(FORGED.length)];
            final ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            if (width == Long.BYTES) buffer.putLong(position, value);
            else buffer.putInt(position, (int) value);
            file.check(bytes, format + " forged " + (SEED + i));
          }
        });
  }

  @ParameterizedTest
  @EnumSource(FormatWriters.class)
  void undefinedAndInfiniteNumbersAreRefused(final FormatWriters format) throws IOException {
    for (final float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY, -1f / 0f}) {
      final Map<String, Tensor> tensors = tensors();
      tensors.get("features.0.weight").values()[100] = value;
      final Path path = folder.resolve("infinite");
      format.write(path, tensors);
      final String message = file.refuse(Files.readAllBytes(path), format + " with " + value);
      assertTrue(message.contains("infinite or undefined"), message);
    }
  }

  private void run(final org.junit.jupiter.api.function.Executable e) {
    assertTimeoutPreemptively(LIMIT, e);
    LOG.info("{} cases from seed {}, {} refused", file.cases(), SEED, file.refused());
  }

  /**
   * Returns a position where lengths and offsets are: in the head, or in the tail of a zip file.
   */
  private static int structural(final FormatWriters format, final Random random, final int size) {
    final int position = random.nextInt(Math.min(size, 2500));
    return format == FormatWriters.TORCH_ZIP && random.nextBoolean()
        ? size - 1 - random.nextInt(700)
        : position;
  }

  private byte[] sound(final FormatWriters format) throws IOException {
    final Path path = folder.resolve("sound");
    format.write(path, tensors());
    return Files.readAllBytes(path);
  }

  private static Map<String, Tensor> tensors() {
    final Map<String, Tensor> tensors =
        new LinkedHashMap<>(SyntheticNetwork.oxford(3).tensors(Vgg19Layer.CONV1_1));
    tensors.put("features.2.weight", Tensor.of(new float[2 * 64 * 9], 2, 64, 3, 3));
    tensors.put("features.2.bias", Tensor.of(new float[2], 2));
    return tensors;
  }
}
