package sc.fiji.styletransfer.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Values that {@code src/test/python/reference_values.py} computed. A line of the file has the name
 * of an array v, its length, its norm, Σ v_k·cos(k), and evenly spaced samples of v. Norm and sum
 * depend on every value, so that a wrong value between two samples shows as well.
 */
record ReferenceValues(Map<String, double[]> numbers) {

  private static final String RESOURCE = "reference-values.txt";

  /** Length, norm and sum come before the samples. */
  private static final int FIRST_SAMPLE = 3;

  static ReferenceValues read() {
    try (InputStream in = ReferenceValues.class.getResourceAsStream(RESOURCE);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return new ReferenceValues(
          lines
              .lines()
              .map(line -> line.split(" "))
              .collect(
                  Collectors.toMap(
                      words -> words[0],
                      words ->
                          Arrays.stream(words)
                              .skip(1)
                              .mapToDouble(Double::parseDouble)
                              .toArray())));
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The samples of an array; of a short array, all values. */
  double[] samples(final String name) {
    final double[] line = numbers.get(name);
    return Arrays.copyOfRange(line, FIRST_SAMPLE, line.length);
  }

  /**
   * Compares an array with the reference.
   *
   * @param tolerance largest difference of the norm and of the sum, and largest norm of the
   *     differences of the samples, each relative to the norm of what is compared
   */
  void assertClose(final String name, final float[] actual, final double tolerance) {
    final double[] line = numbers.get(name);
    assertEquals(line[0], actual.length, name + ": length");
    double square = 0;
    double sum = 0;
    for (int k = 0; k < actual.length; k++) {
      square += (double) actual[k] * actual[k];
      sum += actual[k] * Math.cos(k);
    }
    final double norm = line[1];
    assertEquals(norm, Math.sqrt(square), tolerance * norm, name + ": norm");
    assertEquals(line[2], sum, tolerance * norm, name + ": sum");
    assertSamplesClose(name, actual, tolerance);
  }

  private void assertSamplesClose(final String name, final float[] actual, final double tolerance) {
    final double[] expected = samples(name);
    double norm = 0;
    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      final float value = actual[(int) ((long) i * actual.length / expected.length)];
      norm += expected[i] * expected[i];
      difference += (value - expected[i]) * (value - expected[i]);
    }
    assertEquals(0, Math.sqrt(difference / norm), tolerance, name + ": samples");
  }
}
