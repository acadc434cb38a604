package sc.fiji.styletransfer.transfer;

import static org.junit.jupiter.api.Assertions.assertTrue;

import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sc.fiji.styletransfer.settings.PrecisionChoice;
import sc.fiji.styletransfer.settings.Preset;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.tensor.DeviceChoice;
import sc.fiji.styletransfer.weights.NetworkChoice;

/**
 * Fluorescence images are dark. Where a preset lets the style fade towards the edge, such an image
 * stays dark there, which shows as a frame.
 */
@Tag("slow")
class DarkPictureTest {

  private static final int SIDE = 96;
  private static final int MARGIN = 2;
  private static final int INSIDE = 16;

  @ParameterizedTest
  @EnumSource(
      value = Preset.class,
      names = {"STROKES", "BALANCED", "SUBTLE", "TEXTURE"})
  void aDarkPictureGetsNoDarkFrame(final Preset preset) {
    final Img<FloatType> dark = TestPictures.waves(SIDE, SIDE, 1);
    dark.forEach(value -> value.mul(0.15f));
    final Img<FloatType> bright = TestPictures.waves(SIDE, SIDE, 2);
    final TransferSettings settings =
        TransferSettings.builder()
            .set(Settings.PRESET, preset)
            .set(Settings.PRECISION, PrecisionChoice.SINGLE)
            .build();
    try (StyleTransfer transfer =
        new StyleTransfer(NetworkChoice.open("builtin"), new DeviceChoice("cpu"))) {
      final Img<FloatType> result =
          transfer.run(TransferInputs.of(dark, bright), settings).picture();
      final double frame = frame(result) / frame(dark);
      assertTrue(frame > 0.75, preset + " leaves the edge at " + frame + " of the inside");
    }
  }

  /** Returns the mean value of the outermost pixels divided by that of the inside. */
  private static double frame(final Img<FloatType> picture) {
    double edge = 0;
    double inside = 0;
    int atEdge = 0;
    int within = 0;
    final var cursor = picture.localizingCursor();
    while (cursor.hasNext()) {
      final float value = cursor.next().get();
      final int x = cursor.getIntPosition(0);
      final int y = cursor.getIntPosition(1);
      final int distance = Math.min(Math.min(x, SIDE - 1 - x), Math.min(y, SIDE - 1 - y));
      if (distance < MARGIN) {
        edge += value;
        atEdge++;
      } else if (distance >= INSIDE) {
        inside += value;
        within++;
      }
    }
    return edge / atEdge / (inside / within);
  }
}
