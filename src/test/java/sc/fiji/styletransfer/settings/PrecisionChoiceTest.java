package sc.fiji.styletransfer.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import sc.fiji.styletransfer.features.Precision;

class PrecisionChoiceTest {

  @ParameterizedTest
  @CsvSource({"0.5, SINGLE", "1, SINGLE", "1.33, SINGLE", "1.34, MIXED", "3, MIXED"})
  void autoIsMixedWhereMixedIsAThirdFaster(final double ratio, final Precision expected) {
    assertEquals(
        expected,
        PrecisionChoice.AUTO.decide(precision -> precision == Precision.MIXED ? 1e9 * ratio : 1e9));
  }

  @ParameterizedTest
  @EnumSource
  void aGivenPrecisionNeedsNoMeasurement(final Precision precision) {
    final PrecisionChoice choice = PrecisionChoice.of(precision);
    assertEquals(precision, choice.decide(measured -> fail("measures " + measured)));
    assertEquals(precision.toString(), choice.toString());
  }
}
