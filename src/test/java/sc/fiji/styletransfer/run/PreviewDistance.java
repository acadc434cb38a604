package sc.fiji.styletransfer.run;

import ij.ImagePlus;
import ij.process.ImageProcessor;
import java.awt.Rectangle;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import sc.fiji.styletransfer.image.RgbPicture;
import sc.fiji.styletransfer.image.read.ImageFileReader;
import sc.fiji.styletransfer.image.write.ImageFileWriter;
import sc.fiji.styletransfer.job.ImageTransfer;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.job.TransferObserver;
import sc.fiji.styletransfer.measure.Judge;
import sc.fiji.styletransfer.measure.Judgement;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.tensor.DeviceChoice;
import sc.fiji.styletransfer.transfer.Progress;
import sc.fiji.styletransfer.weights.NetworkChoice;

/**
 * Compares a preview with the same part of the result. Arguments: content, style, size of the
 * result, longest side of the preview, network of the judge, folder for the pictures; then settings
 * such as {@code preset=balanced}, and {@code at=0.2/0.3} for a part that is not in the middle. A
 * part of 128 pixels of a result of 1024 is measured sooner than one of 512 of 4096, and less
 * certain: its features have few positions.
 */
public final class PreviewDistance {

  private final PrintStream out = System.out;
  private final ImagePlus content;
  private final ImagePlus style;
  private final SettingTexts texts;
  private final int side;
  private final Path folder;

  private PreviewDistance(final String[] args) {
    final ImageFileReader reader = new ImageFileReader();
    style = reader.open(Path.of(args[1]));
    final int size = Integer.parseInt(args[2]);
    content = resized(reader.open(Path.of(args[0])), size);
    side = Integer.parseInt(args[3]);
    folder = Path.of(args[5]);
    SettingTexts all = new SettingTexts(Map.of("stylefile", args[1]));
    for (int i = 6; i < args.length; i++) {
      final int equals = args[i].indexOf('=');
      final String value = args[i].substring(equals + 1);
      if (args[i].startsWith("at=")) select(value.split("/"));
      else all = all.with(args[i].substring(0, equals), value);
    }
    texts = all;
  }

  private void select(final String[] middle) {
    content.setRoi(
        (int) (Double.parseDouble(middle[0]) * content.getWidth() - side / 2.0),
        (int) (Double.parseDouble(middle[1]) * content.getHeight() - side / 2.0),
        side,
        side);
  }

  /** Runs the comparison. */
  public static void main(final String[] args) {
    new PreviewDistance(args).compare(args[4]);
  }

  private static ImagePlus resized(final ImagePlus image, final int size) {
    final double factor = (double) size / Math.max(image.getWidth(), image.getHeight());
    image.getProcessor().setInterpolationMethod(ImageProcessor.BICUBIC);
    final ImageProcessor pixels = image.getProcessor();
    return new ImagePlus(
        "content",
        pixels.resize(
            (int) Math.round(factor * pixels.getWidth()),
            (int) Math.round(factor * pixels.getHeight()),
            true));
  }

  private void compare(final String network) {
    final Preview preview = new Preview(content, texts, side);
    final Rectangle part = preview.part();
    final double styleScale =
        texts.transferSettings().get(Settings.STYLE_SCALE)
            * Math.sqrt(
                (double) content.getWidth() * content.getHeight() / part.width / part.height);
    try (Judge judge = new Judge(NetworkChoice.open(network), new DeviceChoice("cpu"))) {
      final ImagePlus crop = crop(content, part);
      final Watch ofPreview = new Watch();
      final ImagePlus painted = preview.paint(ofPreview);
      ofPreview.print("preview");
      report("preview", judge, crop, styleScale, painted);
      final ImagePlus whole = whole();
      report("result", judge, crop, styleScale, crop(whole, part));
    }
  }

  private ImagePlus whole() {
    final Path kept = folder.resolve("whole.png");
    if (kept.toFile().exists()) return new ImageFileReader().open(kept);
    final Watch watch = new Watch();
    try (ImageTransfer transfer = new ImageTransfer(texts)) {
      final ImagePlus result = transfer.run(content, List.of(style), watch);
      watch.print("result");
      new ImageFileWriter().write(result, kept);
      return result;
    }
  }

  private static ImagePlus crop(final ImagePlus image, final Rectangle part) {
    final ImageProcessor pixels = image.getProcessor();
    pixels.setRoi(part);
    return new ImagePlus("part", pixels.crop());
  }

  private void report(
      final String name,
      final Judge judge,
      final ImagePlus crop,
      final double styleScale,
      final ImagePlus picture) {
    new ImageFileWriter().write(picture, folder.resolve(name + ".png"));
    final Judgement judgement =
        judge.judge(
            RgbPicture.asDisplayed(crop),
            List.of(RgbPicture.asDisplayed(style)),
            styleScale,
            RgbPicture.asDisplayed(picture));
    out.printf(
        Locale.ROOT,
        "%-8s held-out Gram %.4f, Wasserstein %.4f, structure %.4f%n",
        name,
        judgement.heldOutGram(),
        judgement.heldOutWasserstein(),
        judgement.structureDistance());
  }

  /** Notes when pictures come. */
  private final class Watch implements TransferObserver {

    private final long start = System.nanoTime();
    private double first;
    private int evaluations;

    @Override
    public void evaluated(final Progress progress) {
      if (evaluations++ == 0) first = seconds();
    }

    private double seconds() {
      return (System.nanoTime() - start) / 1e9;
    }

    void print(final String name) {
      out.printf(
          Locale.ROOT,
          "%-8s %d evaluations in %.1f s, the first after %.1f s%n",
          name,
          evaluations,
          seconds(),
          first);
    }
  }
}
