package sc.fiji.styletransfer.run;

import ij.ImagePlus;
import ij.ImageStack;
import ij.plugin.MontageMaker;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.job.RunRecord;
import sc.fiji.styletransfer.macro.OpenImages;
import sc.fiji.styletransfer.settings.Setting;
import sc.fiji.styletransfer.settings.Settings;

/**
 * Content, styles and results side by side: each image as its window shows it, fitted into a frame
 * of one size, with a caption. The captions of results name the settings in which the results
 * differ.
 */
public final class Comparison {

  /** The value of {@code layout} for a stack; a constant for annotations. */
  public static final String STACK = "stack";

  /** The value of {@code layout} for a montage; a constant for annotations. */
  public static final String MONTAGE = "montage";

  private static final int LARGEST = 1024;
  private static final int SMALLEST = 256;
  private static final int SMALLEST_CAPTION = 22;

  /** Ratio of the width of a frame to the height of its caption. */
  private static final int WIDTH_PER_CAPTION = 28;

  private static final int BORDER = 6;
  private static final int MOST_COLUMNS = 4;

  private final List<ImagePlus> images;

  /**
   * @param images images to compare, at least two
   * @throws StyleTransferException if there are fewer
   */
  public Comparison(final List<ImagePlus> images) {
    this.images = List.copyOf(images);
    if (images.size() < 2)
      throw new StyleTransferException(
          "A comparison needs two images or more. Choose the content, its style and some results.");
  }

  /**
   * Returns the open images that belong together with an image: its content, the styles, and all
   * results of the content.
   *
   * @param image a result or a content
   * @return content and styles first, in the order in which they were opened
   */
  public static List<ImagePlus> related(final ImagePlus image) {
    final String content =
        RunRecord.read(image).getOrDefault(RunRecord.CONTENT_TITLE, image.getTitle());
    final List<ImagePlus> results =
        OpenImages.all().stream()
            .filter(open -> content.equals(RunRecord.read(open).get(RunRecord.CONTENT_TITLE)))
            .toList();
    final List<String> styles =
        results.stream().map(result -> RunRecord.read(result).get(RunRecord.STYLE_TITLE)).toList();
    final List<ImagePlus> related = new ArrayList<>();
    for (final ImagePlus open : OpenImages.all())
      if (open.getTitle().equals(content)) related.add(open);
    for (final ImagePlus open : OpenImages.all())
      if (styles.contains(open.getTitle()) && !results.contains(open)) related.add(open);
    related.addAll(results);
    return related;
  }

  /**
   * Draws the comparison.
   *
   * @param layout {@link #STACK} or {@link #MONTAGE}
   * @return a new image, not shown
   * @throws StyleTransferException if the layout is unknown
   */
  public ImagePlus draw(final String layout) {
    final ImagePlus stack = stack();
    return switch (layout) {
      case STACK -> stack;
      case MONTAGE -> montage(stack);
      default ->
          throw new StyleTransferException(
              "The layout cannot be '%s'. Use stack or montage.".formatted(layout));
    };
  }

  private ImagePlus stack() {
    final ImagePlus first = images.get(0);
    final int longest =
        images.stream().mapToInt(i -> Math.max(i.getWidth(), i.getHeight())).max().orElseThrow();
    final double scale =
        (double) Math.max(SMALLEST, Math.min(LARGEST, longest))
            / Math.max(first.getWidth(), first.getHeight());
    final int width = (int) Math.round(scale * first.getWidth());
    final int height = (int) Math.round(scale * first.getHeight());
    final ImageStack stack = new ImageStack(width, height + caption(width));
    for (final ImagePlus image : images)
      stack.addSlice(caption(image), frame(image, width, height));
    return new ImagePlus("Comparison", stack);
  }

  private static ImagePlus montage(final ImagePlus stack) {
    final int count = stack.getStackSize();
    final int columns =
        count < MOST_COLUMNS ? count : Math.min(MOST_COLUMNS, (int) Math.ceil(Math.sqrt(count)));
    final ImagePlus montage =
        new MontageMaker()
            .makeMontage2(
                stack, columns, (count + columns - 1) / columns, 1, 1, count, 1, BORDER, false);
    montage.setTitle("Comparison");
    return montage;
  }

  private ImageProcessor frame(final ImagePlus image, final int width, final int height) {
    final ColorProcessor shown = new ColorProcessor(image.getImage());
    final double scale =
        Math.min((double) width / shown.getWidth(), (double) height / shown.getHeight());
    shown.setInterpolationMethod(ImageProcessor.BICUBIC);
    final ImageProcessor fitted =
        shown.resize(
            Math.max(1, (int) Math.round(scale * shown.getWidth())),
            Math.max(1, (int) Math.round(scale * shown.getHeight())),
            true);
    final ColorProcessor frame = new ColorProcessor(width, height + caption(width));
    frame.setColor(Color.WHITE);
    frame.fill();
    frame.insert(fitted, (width - fitted.getWidth()) / 2, (height - fitted.getHeight()) / 2);
    drawCaption(frame, caption(image));
    return frame;
  }

  /** Returns the height of the caption below a frame. */
  private static int caption(final int width) {
    return Math.max(SMALLEST_CAPTION, width / WIDTH_PER_CAPTION);
  }

  private static void drawCaption(final ImageProcessor frame, final String caption) {
    frame.setColor(Color.BLACK);
    frame.setAntialiasedText(true);
    int size = caption(frame.getWidth()) * 3 / 5;
    frame.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, size));
    while (size > 8 && frame.getStringWidth(caption) > frame.getWidth() - BORDER)
      frame.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, --size));
    frame.drawString(caption, BORDER / 2, frame.getHeight() - BORDER / 2);
  }

  /** Returns the title, and for a result the preset and what distinguishes it from the others. */
  private String caption(final ImagePlus image) {
    final Map<String, String> record = RunRecord.read(image);
    if (record.isEmpty()) return image.getTitle();
    final String differences =
        Settings.all().stream()
            .filter(setting -> setting != Settings.PRESET)
            .map(Setting::key)
            .filter(this::differs)
            .map(key -> ", " + key + " " + record.get(key))
            .limit(3)
            .collect(Collectors.joining());
    return image.getTitle() + ": " + record.get(Settings.PRESET.key()) + differences;
  }

  private boolean differs(final String key) {
    return images.stream()
            .map(image -> RunRecord.read(image).get(key))
            .filter(Objects::nonNull)
            .distinct()
            .count()
        > 1;
  }
}
