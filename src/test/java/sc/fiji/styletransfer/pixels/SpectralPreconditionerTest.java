package sc.fiji.styletransfer.pixels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.styletransfer.tensor.CpuSession;

class SpectralPreconditionerTest {

  @RegisterExtension final CpuSession cpu = new CpuSession();

  private SpectralPreconditioner spectrum;

  @BeforeEach
  void open() {
    spectrum = new SpectralPreconditioner(cpu.open().manager());
  }

  @AfterEach
  void close() {
    spectrum.close();
  }

  @ParameterizedTest
  @CsvSource({"32,24", "33,24", "32,17", "31,17"})
  void isSymmetricAndPositive(final int width, final int height) {
    try (TensorVector a = noise(width, height, 1);
        TensorVector b = noise(width, height, 2);
        TensorVector pa = a.duplicate();
        TensorVector pb = b.duplicate()) {
      spectrum.apply(pa);
      spectrum.apply(pb);
      assertEquals(a.dot(pb), pa.dot(b), 1e-4 * Math.sqrt(a.dot(a) * b.dot(b)));
      assertTrue(a.dot(pa) > 0 && b.dot(pb) > 0);
    }
  }

  /** Waves are eigenvectors. 4, 8 and 16 cycles per 64 pixels have factors 1/√(f² + f₀²). */
  @Test
  void factorOfAFrequencyFollowsTheFormula() {
    assertEquals(Math.sqrt((64 + 1) / (16 + 1.0)), gain(4) / gain(8), 1e-3);
    assertEquals(Math.sqrt((256 + 1) / (64 + 1.0)), gain(8) / gain(16), 1e-3);
  }

  @Test
  void meanFactorIsOne() {
    try (TensorVector x = noise(64, 64, 3);
        TensorVector filtered = x.duplicate()) {
      spectrum.apply(filtered);
      assertEquals(1, x.dot(filtered) / x.dot(x), 0.1);
    }
  }

  @Test
  void coloursDoNotMix() {
    final float[] values = new float[3 * 20 * 18];
    Arrays.fill(values, 0, 20 * 18, 1);
    try (TensorVector x = vector(values, 20, 18)) {
      spectrum.apply(x);
      final float[] filtered = x.array().toFloatArray();
      for (int i = 20 * 18; i < filtered.length; i++) assertEquals(0, filtered[i], 1e-6);
      assertTrue(filtered[0] > 1, "the frequency 0 has the largest factor");
    }
  }

  @Test
  void fixedPixelsDoNotMove() {
    final float[] mask = new float[20 * 18];
    Arrays.fill(mask, 0, 180, 1);
    final NDArray free = cpu.open().manager().create(mask, new Shape(1, 1, 18, 20));
    spectrum.setBounds(new Bounds(Optional.empty(), Optional.empty(), Optional.of(free)));
    try (TensorVector x = noise(20, 18, 4)) {
      spectrum.apply(x);
      final float[] filtered = x.array().toFloatArray();
      assertArrayEquals(new float[180], Arrays.copyOfRange(filtered, 180, 360), 0f);
      assertTrue(filtered[0] != 0);
    }
  }

  private double gain(final int waves) {
    final float[] values = new float[3 * 64 * 64];
    for (int i = 0; i < values.length; i++)
      values[i] = (float) Math.cos(2 * Math.PI * waves * (i % 64) / 64);
    try (TensorVector wave = vector(values, 64, 64);
        TensorVector filtered = wave.duplicate()) {
      spectrum.apply(filtered);
      return filtered.dot(wave) / wave.dot(wave);
    }
  }

  private TensorVector noise(final int width, final int height, final long seed) {
    final Random random = new Random(seed);
    final float[] values = new float[3 * width * height];
    for (int i = 0; i < values.length; i++) values[i] = (float) random.nextGaussian();
    return vector(values, width, height);
  }

  private TensorVector vector(final float[] values, final int width, final int height) {
    try (NDArray borrowed = cpu.open().manager().create(values, new Shape(1, 3, height, width))) {
      return new TensorVector(borrowed.duplicate());
    }
  }
}
