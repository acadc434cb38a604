package sc.fiji.styletransfer.dialog;

import ij.IJ;
import ij.ImagePlus;
import ij.plugin.BrowserLauncher;
import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Component;
import java.awt.Container;
import java.awt.Cursor;
import java.awt.Dialog;
import java.awt.EventQueue;
import java.awt.FlowLayout;
import java.awt.Font;
import java.awt.GridLayout;
import java.awt.event.ActionListener;
import java.awt.event.KeyEvent;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTextArea;
import javax.swing.KeyStroke;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.job.ImageDescription;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.settings.Settings;

/**
 * The dialog of a command, the same in ImageJ and Fiji, built from the descriptions of the
 * settings. It starts with the entries of the previous dialog. While an entry cannot be used, the
 * dialog marks its field, shows the reason and disables OK.
 */
public final class SettingsDialog {

  private static final Logger LOG = LoggerFactory.getLogger(SettingsDialog.class);

  private static final String PAGES = "https://github.com/fiji/Style_Transfer/blob/main/";
  private static final String HELP = PAGES + "docs/fiji.md";
  private static final String CITATION = PAGES + "README.md#licence-and-citation";
  private static final String REMEMBERED =
      "The next dialog starts with these entries, except images, network and 'Save as'."
          + " Macros do not change them.";
  private static final int REASON_ROWS = 3;

  private final DialogPage page;
  private final Optional<ImagePlus> content;
  private final SettingTexts previous;
  private final String refusal;
  private DialogEntries entries;
  private DialogForm form;
  private PicturePanel pictures;
  private JDialog dialog;
  private JButton ok;
  private SettingTexts accepted;
  private Optional<EstimateLine> estimate = Optional.empty();
  private final JTextArea reason = new JTextArea(REASON_ROWS, 1);
  private final JLabel estimated = new JLabel(" ");
  private final JLabel result = new JLabel(" ");

  /**
   * A dialog that starts with the remembered entries.
   *
   * @param page the settings to show
   * @param content the image to stylise; null for a folder
   */
  public SettingsDialog(final DialogPage page, final ImagePlus content) {
    this(page, content, new SettingTexts(Map.of()), "");
  }

  /**
   * A dialog that comes back after its entries were refused.
   *
   * @param page the settings to show
   * @param content the image to stylise; null for a folder
   * @param previous the entries that were refused
   * @param refusal the reason, which the dialog shows until the user changes an entry
   */
  public SettingsDialog(
      final DialogPage page,
      final ImagePlus content,
      final SettingTexts previous,
      final String refusal) {
    this.page = page;
    this.content = Optional.ofNullable(content);
    this.previous = previous;
    this.refusal = refusal;
  }

  /**
   * Shows the dialog until the user closes it, and remembers the entries.
   *
   * @return the entries by key, or nothing if the user cancelled
   */
  public Optional<SettingTexts> ask() {
    if (EventQueue.isDispatchThread()) show();
    else
      try {
        EventQueue.invokeAndWait(this::show);
      } catch (final InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      } catch (final InvocationTargetException e) {
        throw new IllegalStateException("The dialog failed", e.getCause());
      }
    Optional.ofNullable(accepted).ifPresent(RememberedEntries::keep);
    return Optional.ofNullable(accepted);
  }

  private void show() {
    entries = new DialogEntries(page, content);
    form = new DialogForm(page, entries);
    pictures = new PicturePanel(content);
    estimate = content.map(image -> new EstimateLine(image, estimated::setText));
    dialog = new JDialog(IJ.getInstance(), page.menuLabel().replace("...", ""));
    dialog.setModalityType(Dialog.ModalityType.APPLICATION_MODAL);
    dialog.setDefaultCloseOperation(JDialog.DISPOSE_ON_CLOSE);
    dialog.setContentPane(contents());
    makePlain(dialog.getContentPane());
    entries.show(previous);
    entries.onChange(this::check);
    estimate.ifPresent(line -> line.findDevices(this::offer));
    check();
    if (!refusal.isEmpty()) reason.setText(refusal);
    dialog.pack();
    dialog.setLocationRelativeTo(null);
    dialog.setVisible(true);
    // Here the user has closed the dialog.
    estimate.ifPresent(EstimateLine::close);
    pictures.close();
    dialog.dispose();
  }

  /** Java's own look shows everything in bold, so that headings would not stand out. */
  private static void makePlain(final Container container) {
    for (final Component component : container.getComponents()) {
      if (!DialogForm.HEADING.equals(component.getName()) && component.getFont() != null)
        component.setFont(component.getFont().deriveFont(Font.PLAIN));
      if (component instanceof Container inner) makePlain(inner);
    }
  }

  private JPanel contents() {
    final JPanel panel = new JPanel(new BorderLayout(0, 8));
    panel.setBorder(BorderFactory.createEmptyBorder(10, 12, 10, 12));
    panel.add(header(), BorderLayout.NORTH);
    panel.add(form.component(), BorderLayout.CENTER);
    panel.add(pictures.component(), BorderLayout.EAST);
    panel.add(footer(), BorderLayout.SOUTH);
    return panel;
  }

  private JPanel header() {
    final JPanel header = new JPanel(new BorderLayout(0, 2));
    final JLabel title =
        new JLabel(content.map(image -> "Content: " + ImageDescription.of(image)).orElse(" "));
    title.setName("content");
    if (content.isPresent()) header.add(title, BorderLayout.WEST);
    final JPanel links = new JPanel(new FlowLayout(FlowLayout.RIGHT, 8, 0));
    links.add(link("Help", HELP));
    links.add(link("How to cite", CITATION));
    header.add(links, BorderLayout.EAST);
    final String selection = content.map(ImageDescription::selection).orElse("");
    if (!selection.isEmpty()) header.add(new JLabel(selection), BorderLayout.SOUTH);
    return header;
  }

  private static JButton link(final String text, final String address) {
    final JButton link = new JButton("<html><u>" + text + "</u></html>");
    link.setName(text);
    link.setToolTipText(address);
    link.setBorderPainted(false);
    link.setContentAreaFilled(false);
    link.setForeground(new Color(0x1a, 0x5f, 0xb4));
    link.setCursor(Cursor.getPredefinedCursor(Cursor.HAND_CURSOR));
    link.addActionListener(event -> open(address));
    return link;
  }

  private static void open(final String address) {
    try {
      BrowserLauncher.openURL(address);
    } catch (final IOException e) {
      LOG.warn("No browser opens {} ({})", address, e.toString());
    }
  }

  private JPanel footer() {
    final JPanel texts = new JPanel(new GridLayout(0, 1, 0, 2));
    if (content.isPresent()) {
      estimated.setName("estimate");
      result.setName("result");
      texts.add(result);
      texts.add(estimated);
    }
    final JLabel remembered = new JLabel(REMEMBERED);
    remembered.setFont(remembered.getFont().deriveFont(remembered.getFont().getSize2D() - 1));
    texts.add(remembered);
    final JPanel footer = new JPanel(new BorderLayout(0, 6));
    footer.add(texts, BorderLayout.NORTH);
    footer.add(reason(), BorderLayout.CENTER);
    footer.add(buttons(), BorderLayout.SOUTH);
    return footer;
  }

  /** A text area wraps a long reason, and its text can be copied. */
  private JComponent reason() {
    reason.setName("reason");
    reason.setEditable(false);
    reason.setLineWrap(true);
    reason.setWrapStyleWord(true);
    reason.setOpaque(false);
    reason.setForeground(new Color(0xb0, 0x10, 0x10));
    return reason;
  }

  private JPanel buttons() {
    ok = button("OK", "ok", event -> accept());
    final JButton cancel = button("Cancel", "cancel", event -> dialog.dispose());
    final JButton defaults =
        button("Restore defaults", "defaults", event -> entries.restoreDefaults());
    final JPanel right = new JPanel(new FlowLayout(FlowLayout.RIGHT, 6, 0));
    right.add(ok);
    right.add(cancel);
    final JPanel buttons = new JPanel(new BorderLayout());
    buttons.add(defaults, BorderLayout.WEST);
    buttons.add(right, BorderLayout.EAST);
    dialog.getRootPane().setDefaultButton(ok);
    dialog
        .getRootPane()
        .registerKeyboardAction(
            event -> dialog.dispose(),
            KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0),
            JComponent.WHEN_IN_FOCUSED_WINDOW);
    return buttons;
  }

  private static JButton button(final String text, final String name, final ActionListener action) {
    final JButton button = new JButton(text);
    button.setName(name);
    button.addActionListener(action);
    return button;
  }

  private void accept() {
    accepted = entries.texts();
    dialog.dispose();
  }

  /** Offers the devices that exist. */
  @SuppressWarnings("unchecked") // the factory creates choices of strings
  private void offer(final List<String> devices) {
    final JComboBox<String> choice =
        (JComboBox<String>) entries.field(Settings.DEVICE.key()).component();
    for (final String device : devices) {
      boolean known = false;
      for (int i = 0; i < choice.getItemCount(); i++) known |= choice.getItemAt(i).equals(device);
      if (!known) choice.addItem(device);
    }
  }

  /** Follows the preset, checks the entries and shows what would come of them. */
  private void check() {
    entries.follow();
    final Optional<String> wrong = entries.wrong();
    form.mark();
    final SettingTexts texts = entries.texts();
    ok.setEnabled(wrong.isEmpty());
    reason.setText(wrong.orElse(""));
    pictures.show(texts, wrong.isEmpty());
    if (wrong.isPresent()) return;
    content.ifPresent(image -> result.setText(result(texts, image)));
    estimate.ifPresent(line -> line.update(texts));
  }

  private static String result(final SettingTexts texts, final ImagePlus image) {
    try {
      return ImageDescription.result(texts, image);
    } catch (final StyleTransferException e) {
      return e.getMessage();
    }
  }
}
