package sc.fiji.styletransfer.dialog;

import ij.ImagePlus;
import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.EventQueue;
import java.awt.GridLayout;
import java.awt.Image;
import java.io.IOException;
import java.net.URL;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.display.PictureBox;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.macro.InputKeys;
import sc.fiji.styletransfer.run.Preview;
import sc.fiji.styletransfer.settings.Settings;

/** Pictures beside the fields: the style, what the preset does, and the preview. */
final class PicturePanel implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PicturePanel.class);

  private static final int SMALL_WIDTH = 140;
  private static final int SMALL_HEIGHT = 105;
  private static final int PREVIEW_SIDE = 290;
  private static final int PAUSE_MS = 700;

  private final JPanel component = new JPanel(new BorderLayout(0, 6));
  private final PictureBox style = new PictureBox(SMALL_WIDTH, SMALL_HEIGHT, "no style");
  private final PictureBox preset = new PictureBox(SMALL_WIDTH, SMALL_HEIGHT, "");
  private final Optional<PreviewTask> preview;
  private final Timer pause = new Timer(PAUSE_MS, event -> update());
  private SettingTexts entries;
  private String shownStyle = "";
  private String shownPreset = "";

  /**
   * @param content the image to stylise; without it there is no preview
   */
  PicturePanel(final Optional<ImagePlus> content) {
    pause.setRepeats(false);
    final JPanel small = new JPanel(new GridLayout(1, 2, 6, 0));
    if (content.isPresent()) small.add(titled("Style", style));
    small.add(titled("Preset (of a drawn scene)", preset));
    component.add(small, BorderLayout.NORTH);
    component.setBorder(BorderFactory.createEmptyBorder(0, 12, 0, 0));
    final PictureBox box = new PictureBox(PREVIEW_SIDE, PREVIEW_SIDE, "");
    box.setName("preview picture");
    final JLabel status = new JLabel(" ");
    status.setPreferredSize(new Dimension(PREVIEW_SIDE, status.getPreferredSize().height));
    status.setName("preview status");
    preview = content.map(image -> new PreviewTask(image, box, status::setText));
    preview.ifPresent(task -> addPreview(task, box, status));
  }

  private void addPreview(final PreviewTask task, final PictureBox box, final JLabel status) {
    final JButton button = new JButton("Preview");
    button.setName("preview");
    button.setToolTipText(
        FieldFactory.tip(
            "Paints the selection, or the middle of the image, as the result will look there, in a"
                + " few seconds. Paints again when a field changes."));
    button.addActionListener(event -> task.start(entries));
    box.show("Preview: the selection, or the middle");
    final JPanel below = new JPanel(new BorderLayout(6, 4));
    below.add(button, BorderLayout.WEST);
    below.add(status, BorderLayout.CENTER);
    component.add(box, BorderLayout.CENTER);
    component.add(below, BorderLayout.SOUTH);
  }

  private static JPanel titled(final String title, final PictureBox box) {
    final JPanel panel = new JPanel(new BorderLayout(0, 2));
    panel.add(new JLabel(title), BorderLayout.NORTH);
    panel.add(box, BorderLayout.CENTER);
    return panel;
  }

  JPanel component() {
    return component;
  }

  /**
   * Shows the pictures of other entries. The preview waits until the user pauses.
   *
   * @param texts the entries
   * @param usable whether a run with these entries is possible
   */
  void show(final SettingTexts texts, final boolean usable) {
    final boolean changed = !texts.equals(entries);
    entries = texts;
    showPreset(texts.byKey().get(Settings.PRESET.key()));
    if (changed && usable) pause.restart();
    if (changed && !usable) preview.ifPresent(PreviewTask::stop);
  }

  private void showPreset(final String name) {
    if (name.equals(shownPreset)) return;
    shownPreset = name;
    final URL picture = PicturePanel.class.getResource("presets/" + name + ".jpg");
    try {
      if (picture == null) preset.show("no picture");
      else preset.show(ImageIO.read(picture));
    } catch (final IOException e) {
      LOG.debug("No picture of the preset", e);
      preset.show("no picture");
    }
  }

  private void update() {
    final String name =
        entries
            .get(InputKeys.STYLE_FILE)
            .orElseGet(() -> entries.get(InputKeys.STYLE_IMAGE).orElse(""));
    if (!name.equals(shownStyle)) showStyle(name);
    preview.ifPresent(task -> task.update(entries));
  }

  private void showStyle(final String name) {
    shownStyle = name;
    style.show("...");
    final SettingTexts texts = entries;
    final Thread reader = new Thread(() -> readStyle(name, texts), "Style Transfer thumbnail");
    reader.setDaemon(true);
    reader.start();
  }

  private void readStyle(final String name, final SettingTexts texts) {
    try {
      final Optional<Image> picture =
          Preview.style(texts)
              .map(
                  image ->
                      image
                          .getImage()
                          .getScaledInstance(
                              thumbnailWidth(image), thumbnailHeight(image), Image.SCALE_SMOOTH));
      EventQueue.invokeLater(
          () -> {
            if (name.equals(shownStyle)) style.show(picture.orElse(null));
          });
    } catch (final StyleTransferException e) {
      LOG.debug("No picture of the style", e);
      EventQueue.invokeLater(() -> style.show("not readable"));
    }
  }

  private static double shrunk(final ImagePlus image) {
    return Math.min(
        1,
        Math.max(
            (double) 2 * SMALL_WIDTH / image.getWidth(),
            (double) 2 * SMALL_HEIGHT / image.getHeight()));
  }

  private static int thumbnailWidth(final ImagePlus image) {
    return Math.max(1, (int) (shrunk(image) * image.getWidth()));
  }

  private static int thumbnailHeight(final ImagePlus image) {
    return Math.max(1, (int) (shrunk(image) * image.getHeight()));
  }

  /** Stops the preview and waits until it has ended. */
  @Override
  public void close() {
    pause.stop();
    preview.ifPresent(PreviewTask::close);
  }
}
