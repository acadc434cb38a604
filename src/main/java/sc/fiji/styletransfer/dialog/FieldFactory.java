package sc.fiji.styletransfer.dialog;

import ij.ImagePlus;
import ij.io.OpenDialog;
import ij.io.SaveDialog;
import java.awt.BorderLayout;
import java.awt.Dimension;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JComboBox;
import javax.swing.JFileChooser;
import javax.swing.JPanel;
import javax.swing.JTextField;
import sc.fiji.styletransfer.job.ImageSettings;
import sc.fiji.styletransfer.macro.OpenImages;
import sc.fiji.styletransfer.prompt.NetworkEntry;
import sc.fiji.styletransfer.settings.Setting;
import sc.fiji.styletransfer.settings.Settings;

/**
 * Creates the fields of a dialog. A setting whose values are a list becomes a choice; a setting
 * with usual values becomes a choice in which the user can also type another value.
 */
final class FieldFactory {

  private static final int COLUMNS = 14;
  private static final int FILE_COLUMNS = 20;
  private static final String OWN_SIZE = "as the content";

  private final Optional<ImagePlus> content;

  /**
   * @param content the image to stylise, if there is one
   */
  FieldFactory(final Optional<ImagePlus> content) {
    this.content = content;
  }

  DialogField of(final Setting<?> setting) {
    final DialogField field = unnamed(setting);
    field.component().setName(setting.key());
    field.component().setToolTipText(tip(setting.help()));
    return field;
  }

  private DialogField unnamed(final Setting<?> setting) {
    if (setting.fallback() instanceof Boolean)
      return DialogField.of(setting.label(), new JCheckBox());
    final List<String> choices = NetworkEntry.choices(setting);
    if (!choices.isEmpty()) return choice(setting.label(), choices, false);
    final List<String> usual = usual(setting);
    if (usual.isEmpty()) return text(setting.label());
    final DialogField field = choice(setting.label(), usual, setting != Settings.DEVICE);
    if (setting == ImageSettings.SLICES && planes() == 1) field.component().setEnabled(false);
    return setting == Settings.SIZE ? field.shownAs("0", OWN_SIZE) : field;
  }

  /** Returns the values that a field offers although others are allowed. */
  private List<String> usual(final Setting<?> setting) {
    if (setting == Settings.SIZE) return List.of(OWN_SIZE, "256", "512", "1024");
    if (setting == Settings.DEVICE) return List.of("auto", "cpu");
    if (setting == Settings.INIT) return List.of("content", "noise", "style");
    if (setting == Settings.MEMORY) return List.of("auto", "2G", "4G", "8G");
    if (setting == Settings.STYLE_SHARES) return List.of("equal");
    if (setting == Settings.CHECKPOINT) return List.of("none");
    if (setting == ImageSettings.SLICES) return slices();
    if (setting == ImageSettings.CONTENT_LABELS || setting == ImageSettings.STYLE_LABELS)
      return labels();
    return List.of();
  }

  private List<String> slices() {
    final List<String> values = new ArrayList<>(List.of("all", "current"));
    content
        .filter(image -> image.getNSlices() > 1)
        .ifPresent(image -> values.add("z1-" + image.getNSlices()));
    content
        .filter(image -> image.getNFrames() > 1)
        .ifPresent(image -> values.add("t1-" + image.getNFrames()));
    return values;
  }

  private int planes() {
    // A folder may contain stacks.
    return content.map(image -> image.getNSlices() * image.getNFrames()).orElse(2);
  }

  private List<String> labels() {
    final List<String> values = new ArrayList<>(List.of("none", "overlay", "manager"));
    OpenImages.others().forEach(image -> values.add(OpenImages.nameOf(image)));
    return values;
  }

  private static DialogField text(final String label) {
    final JTextField field = new JTextField(COLUMNS);
    return DialogField.of(label, field, field);
  }

  private static DialogField choice(
      final String label, final List<String> choices, final boolean editable) {
    final JComboBox<String> choice = new JComboBox<>(choices.toArray(String[]::new));
    choice.setEditable(editable);
    return DialogField.of(label, choice);
  }

  /** Returns a field for a file or folder with a button that opens a chooser. */
  DialogField path(final String key, final String label, final String help, final Chooser chooser) {
    final JTextField field = new JTextField(FILE_COLUMNS);
    field.setName(key);
    field.setToolTipText(tip(help));
    final JButton browse = new JButton("Browse...");
    browse.addActionListener(
        event -> chooser.choose(label, field.getText()).ifPresent(field::setText));
    final JPanel panel = new JPanel(new BorderLayout(4, 0));
    panel.setOpaque(false);
    panel.add(field, BorderLayout.CENTER);
    panel.add(browse, BorderLayout.EAST);
    panel.setMinimumSize(new Dimension(1, panel.getPreferredSize().height));
    return DialogField.of(label, panel, field);
  }

  /** Returns a tooltip of limited width. */
  static String tip(final String help) {
    return "<html><div width=360>" + help.replace("<", "&lt;") + "</div></html>";
  }

  /** Lets the user choose a file or folder. */
  enum Chooser {
    OPEN {
      @Override
      Optional<String> choose(final String title, final String before) {
        return Optional.ofNullable(new OpenDialog(title).getPath());
      }
    },
    SAVE {
      @Override
      Optional<String> choose(final String title, final String before) {
        final SaveDialog dialog = new SaveDialog(title, "stylised", ".tif");
        return Optional.ofNullable(dialog.getFileName()).map(name -> dialog.getDirectory() + name);
      }
    },
    FOLDER {
      @Override
      Optional<String> choose(final String title, final String before) {
        return chooseSwing(title, before, JFileChooser.DIRECTORIES_ONLY);
      }
    },
    BOTH {
      @Override
      Optional<String> choose(final String title, final String before) {
        return chooseSwing(title, before, JFileChooser.FILES_AND_DIRECTORIES);
      }
    };

    abstract Optional<String> choose(String title, String before);

    private static Optional<String> chooseSwing(
        final String title, final String before, final int mode) {
      final JFileChooser chooser = new JFileChooser();
      chooser.setDialogTitle(title);
      chooser.setFileSelectionMode(mode);
      if (new File(before).exists()) chooser.setSelectedFile(new File(before));
      return chooser.showDialog(null, "Choose") == JFileChooser.APPROVE_OPTION
          ? Optional.of(chooser.getSelectedFile().getPath())
          : Optional.empty();
    }
  }
}
