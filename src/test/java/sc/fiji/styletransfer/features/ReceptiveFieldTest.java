package sc.fiji.styletransfer.features;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.styletransfer.network.Vgg19Layer;

class ReceptiveFieldTest {

  @ParameterizedTest
  @CsvSource({
    "conv1_1,1,1,1",
    "conv1_2,1,2,2",
    "conv2_1,2,4,5",
    "conv3_1,4,10,13",
    "conv4_1,8,30,37",
    "conv4_2,8,38,45",
    "conv5_1,16,70,85"
  })
  void fieldsAddUp(final String layer, final int stride, final int before, final int after) {
    final ReceptiveField field = ReceptiveField.of(Vgg19Layer.of(layer));
    assertEquals(new ReceptiveField(stride, before, after), field);
    assertEquals(before + 1 + after, field.size());
  }
}
