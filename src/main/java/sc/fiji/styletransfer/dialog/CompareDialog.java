package sc.fiji.styletransfer.dialog;

import ij.ImagePlus;
import ij.gui.GenericDialog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.job.TextList;
import sc.fiji.styletransfer.macro.OpenImages;
import sc.fiji.styletransfer.run.Comparison;

/** Asks which open images to compare; preselects content, styles and results of the front image. */
public final class CompareDialog {

  /** Macro key of the titles. */
  public static final String IMAGES = "images";

  /** Macro key of the layout. */
  public static final String LAYOUT = "layout";

  /**
   * Shows the dialog.
   *
   * @return the entries by key, or nothing if the user cancelled
   * @throws sc.fiji.styletransfer.StyleTransferException if no image is open
   */
  public Optional<SettingTexts> ask() {
    final List<ImagePlus> related = Comparison.related(OpenImages.current());
    final List<ImagePlus> all = new ArrayList<>(related);
    OpenImages.all().stream().filter(image -> !related.contains(image)).forEach(all::add);
    final GenericDialog dialog = new GenericDialog("Style Transfer (Compare)");
    dialog.addMessage("Images to compare:");
    for (final ImagePlus image : all)
      dialog.addCheckbox(OpenImages.nameOf(image), related.contains(image));
    dialog.addChoice(
        "Layout", new String[] {Comparison.MONTAGE, Comparison.STACK}, Comparison.MONTAGE);
    dialog.showDialog();
    if (dialog.wasCanceled()) return Optional.empty();
    final List<String> chosen = new ArrayList<>();
    for (final ImagePlus image : all)
      if (dialog.getNextBoolean()) chosen.add(OpenImages.nameOf(image));
    final Map<String, String> entries = new LinkedHashMap<>();
    entries.put(IMAGES, TextList.join(chosen));
    entries.put(LAYOUT, dialog.getNextChoice());
    return Optional.of(new SettingTexts(entries));
  }

  /**
   * Draws a comparison.
   *
   * @param texts the entries by key
   * @return a new image, not shown
   * @throws sc.fiji.styletransfer.StyleTransferException if an image is not open
   */
  public static ImagePlus draw(final SettingTexts texts) {
    final List<ImagePlus> images =
        texts
            .get(IMAGES)
            .map(titles -> TextList.split(titles).stream().map(OpenImages::named).toList())
            .orElseGet(() -> Comparison.related(OpenImages.current()));
    return new Comparison(images).draw(texts.get(LAYOUT).orElse(Comparison.MONTAGE));
  }
}
