package sc.fiji.styletransfer.example;

import ij.ImagePlus;
import ij.macro.Interpreter;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.display.RunDisplay;
import sc.fiji.styletransfer.display.WindowSystem;
import sc.fiji.styletransfer.fetch.NetworkSupply;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.run.TransferRun;
import sc.fiji.styletransfer.weights.NetworkChoice;

/**
 * The demo: opens the scene and two styles, stylises the scene with the first style, and shows the
 * result beside the scene with a caption. The best network that is installed paints; nothing is
 * downloaded.
 */
public final class Demo {

  private static final Logger LOG = LoggerFactory.getLogger(Demo.class);

  /** Half the long side of the scene, so that the result takes little time. */
  private static final int SIZE = 384;

  private static final int ITERATIONS = 50;

  private final Consumer<ImagePlus> show;
  private final int size;
  private final int iterations;

  /**
   * Creates a demo.
   *
   * @param show shows the result to the caller
   */
  public Demo(final Consumer<ImagePlus> show) {
    this(show, SIZE, ITERATIONS);
  }

  Demo(final Consumer<ImagePlus> show, final int size, final int iterations) {
    this.show = show;
    this.size = size;
    this.iterations = iterations;
  }

  /**
   * Opens the images and stylises the scene. Without windows, the caption is only logged.
   *
   * @param display shows the progress; this method closes it
   * @return the result, which is shown already
   */
  public ImagePlus perform(final RunDisplay display) {
    final boolean windows = WindowSystem.isAvailable() && !Interpreter.isBatchMode();
    final ImagePlus woodcut = SampleImage.WOODCUT.open();
    final ImagePlus swirls = SampleImage.SWIRLS.open();
    final ImagePlus scene = SampleImage.SCENE.open();
    final DemoWindows arrangement = new DemoWindows();
    if (windows) arrangement.place(scene, swirls, woodcut);
    final boolean imagenet = NetworkSupply.standard().isImageNetHere();
    final long begin = System.nanoTime();
    final ImagePlus result =
        new TransferRun(scene, swirls, settings(imagenet)).perform(display).require();
    final long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
    show.accept(result);
    final String caption = caption(imagenet, seconds);
    if (windows) arrangement.placeResult(scene, result, caption);
    LOG.info("Demo: {}", caption.replace('\n', ' '));
    return result;
  }

  private SettingTexts settings(final boolean imagenet) {
    return new SettingTexts(
        Map.of(
            "network",
            imagenet ? NetworkChoice.IMAGENET : NetworkChoice.BUILTIN,
            "size",
            String.valueOf(size),
            "iterations",
            String.valueOf(iterations)));
  }

  private static String caption(final boolean imagenet, final long seconds) {
    return """
    scene.png in the style of swirls.png: %s s, %s network.
    Next: click scene.png, choose Plugins > Style Transfer >
    Style Transfer... and select woodcut.png as the style.%s\
    """
        .formatted(
            seconds,
            imagenet ? "ImageNet" : "built-in",
            imagenet ? "" : "\nLonger strokes: select the network VGG19 (ImageNet).");
  }
}
