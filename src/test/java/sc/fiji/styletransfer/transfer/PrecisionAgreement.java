package sc.fiji.styletransfer.transfer;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.styletransfer.image.RgbPicture;
import sc.fiji.styletransfer.settings.PrecisionChoice;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.tensor.DeviceChoice;
import sc.fiji.styletransfer.weights.NetworkChoice;

/**
 * Compares the loss that runs in mixed precision reach with that of runs in single precision. Two
 * runs in the same precision differ by some tenths of a percent if their sums are rounded
 * differently. Therefore runs of many sizes are compared, and the mean is printed with its standard
 * error. Arguments: network, content, style, preset, and sizes in pixels.
 */
final class PrecisionAgreement {

  private final PrintStream out = System.out;
  private final StyleTransfer transfer;
  private final Img<FloatType> content;
  private final Img<FloatType> style;
  private final List<Double> differences = new ArrayList<>();

  private PrecisionAgreement(
      final StyleTransfer transfer, final Img<FloatType> content, final Img<FloatType> style) {
    this.transfer = transfer;
    this.content = content;
    this.style = style;
  }

  /** Runs the comparison. */
  public static void main(final String[] args) {
    try (StyleTransfer transfer =
        new StyleTransfer(NetworkChoice.open(args[0]), new DeviceChoice("cpu"))) {
      final PrecisionAgreement agreement =
          new PrecisionAgreement(
              transfer, RgbPicture.inFile(Path.of(args[1])), RgbPicture.inFile(Path.of(args[2])));
      for (int i = 4; i < args.length; i++) agreement.compare(args[3], Integer.parseInt(args[i]));
    }
  }

  private void compare(final String preset, final int size) {
    final double single = loss(preset, size, PrecisionChoice.SINGLE);
    final double mixed = loss(preset, size, PrecisionChoice.MIXED);
    differences.add(Math.log(mixed / single));
    out.printf(
        Locale.ROOT,
        "%d: single %.6f, mixed %.6f, difference %+.3f %%; mean of %d %+.3f ± %.3f %%%n",
        size,
        single,
        mixed,
        100 * differences.get(differences.size() - 1),
        differences.size(),
        100 * mean(),
        100 * standardError());
  }

  private double loss(final String preset, final int size, final PrecisionChoice precision) {
    final TransferSettings settings =
        TransferSettings.builder()
            .parse("preset", preset)
            .set(Settings.SIZE, size)
            .set(Settings.PRECISION, precision)
            .build();
    return transfer.run(TransferInputs.of(content, style), settings).loss().total();
  }

  private double mean() {
    return differences.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  private double standardError() {
    final double mean = mean();
    final double squares =
        differences.stream().mapToDouble(d -> (d - mean) * (d - mean)).sum()
            / Math.max(1, differences.size() - 1);
    return Math.sqrt(squares / differences.size());
  }
}
