package sc.fiji.styletransfer.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;
import sc.fiji.styletransfer.colour.ColourMode;
import sc.fiji.styletransfer.region.Guide;

class TransferInputsTest {

  private static final Img<FloatType> CONTENT = TestPictures.waves(40, 30, 1);
  private static final Img<FloatType> STYLE = TestPictures.waves(36, 44, 2);

  @Test
  void startGuidesAndNeighbourSurvive() {
    final TransferInputs inputs =
        new TransferInputs(
            CONTENT,
            List.of(STYLE),
            Optional.of(STYLE),
            Optional.of(CONTENT),
            List.of(new Guide(TestPictures.plane(40, 30, 1), 0, Optional.empty())),
            Optional.of(new Surroundings(CONTENT, STYLE, 1)));
    final TransferInputs prepared = inputs.prepared(ColourMode.RECOLOUR);
    assertEquals(inputs.start(), prepared.start());
    assertEquals(inputs.neighbour(), prepared.neighbour());
    assertEquals(inputs.surroundings(), inputs.prepared(ColourMode.STYLE).surroundings());
    assertEquals(Optional.empty(), prepared.surroundings());
    assertEquals(inputs.guides(), prepared.guides());
  }
}
