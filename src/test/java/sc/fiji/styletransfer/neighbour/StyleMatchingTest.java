package sc.fiji.styletransfer.neighbour;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sc.fiji.styletransfer.features.ColourScale;
import sc.fiji.styletransfer.features.FeatureExtractor;
import sc.fiji.styletransfer.features.Pooling;
import sc.fiji.styletransfer.features.Precision;
import sc.fiji.styletransfer.features.Vgg19;
import sc.fiji.styletransfer.network.RandomWeights;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.picture.PictureTensor;
import sc.fiji.styletransfer.tensor.DeviceChoice;
import sc.fiji.styletransfer.tensor.TensorEngine;
import sc.fiji.styletransfer.tensor.TensorSession;
import sc.fiji.styletransfer.tile.TiledFeatures;
import sc.fiji.styletransfer.transfer.TestPictures;

class StyleMatchingTest {

  private TensorSession session;
  private Vgg19 network;
  private StyleMatching matching;

  @BeforeEach
  void open() {
    session = TensorEngine.start().open(new DeviceChoice("cpu"));
    network = new Vgg19(new RandomWeights(1), Vgg19Layer.CONV3_1, Pooling.MAX, session.manager());
    matching = new StyleMatching(session.manager(), Precision.SINGLE);
  }

  @AfterEach
  void close() {
    matching.close();
    session.close();
  }

  @Test
  void stagesAtOneSizeShareTheHypercolumns() {
    assertSame(bank(48, 1), bank(48, 1));
  }

  @Test
  void anotherSizeReplacesThem() {
    final StyleBank small = bank(48, 1);
    final StyleBank large = bank(64, 1);
    assertNotSame(small, large);
    assertEquals(4 * 16 * 16, large.rows().getShape().get(0));
    assertThrows(IllegalStateException.class, () -> small.rows().toFloatArray());
  }

  @Test
  void otherWeightsReplaceThem() {
    assertNotSame(bank(48, 1), bank(48, 2));
  }

  private StyleBank bank(final int side, final double weight) {
    final FeatureExtractor extractor =
        new FeatureExtractor(
            network, new ColourScale(network.input(), network.input(), session.manager()));
    final Hypercolumns hypercolumns =
        new Hypercolumns(Map.of(Vgg19Layer.CONV3_1, weight), network.widths());
    try (NDArray style = PictureTensor.of(TestPictures.waves(side, side, 1), session.manager())) {
      return matching.bank(
          new TiledFeatures(extractor, 0), hypercolumns, List.of(style), Long.MAX_VALUE);
    }
  }
}
