package sc.fiji.styletransfer.dialog;

import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Font;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import java.util.ArrayList;
import java.util.List;
import javax.swing.BorderFactory;
import javax.swing.JCheckBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTabbedPane;
import sc.fiji.styletransfer.job.SettingTexts;

/** The fields of a dialog with their labels: under headings, or in tabs if there are many. */
final class DialogForm {

  /** Name of the labels that remain bold. */
  static final String HEADING = "heading";

  private static final int GAP = 4;

  private final DialogPage page;
  private final DialogEntries entries;
  private final JComponent component;
  private final List<JPanel> tabs = new ArrayList<>();

  /**
   * @param page the groups of fields
   * @param entries the fields
   */
  DialogForm(final DialogPage page, final DialogEntries entries) {
    this.page = page;
    this.entries = entries;
    component = page == DialogPage.EXPERT ? tabs() : headings();
  }

  JComponent component() {
    return component;
  }

  private JComponent tabs() {
    final JTabbedPane pane = new JTabbedPane();
    pane.setName("groups");
    for (final FieldGroup group : page.groups()) {
      final JPanel panel = new JPanel(new GridBagLayout());
      panel.setOpaque(false);
      final int rows = addRows(panel, group, 0);
      panel.add(new JLabel(), filler(rows));
      panel.setBorder(BorderFactory.createEmptyBorder(GAP, 2 * GAP, GAP, 2 * GAP));
      pane.addTab(group.title(), panel);
      tabs.add(panel);
    }
    return pane;
  }

  private JComponent headings() {
    final JPanel panel = new JPanel(new GridBagLayout());
    int row = 0;
    for (final FieldGroup group : page.groups()) {
      final JLabel heading = new JLabel(group.title());
      heading.setFont(heading.getFont().deriveFont(Font.BOLD));
      heading.setName(HEADING);
      final GridBagConstraints place = place(0, row++);
      place.gridwidth = 2;
      place.insets = new Insets(row == 1 ? 0 : 2 * GAP, 0, GAP / 2, 0);
      place.anchor = GridBagConstraints.LINE_START;
      panel.add(heading, place);
      row = addRows(panel, group, row);
    }
    panel.add(new JLabel(), filler(row));
    final JPanel outer = new JPanel(new BorderLayout());
    outer.add(panel, BorderLayout.CENTER);
    return outer;
  }

  private int addRows(final JPanel panel, final FieldGroup group, final int first) {
    int row = first;
    for (final String key : group.keys()) {
      final DialogField field = entries.field(key);
      final JLabel label = new JLabel(field.label() + ":");
      label.setToolTipText(field.component().getToolTipText());
      final GridBagConstraints left = place(0, row);
      left.anchor = GridBagConstraints.FIRST_LINE_END;
      left.insets = new Insets(GAP + 2, 4 * GAP, 0, 2 * GAP);
      panel.add(label, left);
      final GridBagConstraints right = place(1, row);
      right.weightx = 1;
      right.fill =
          field.component() instanceof JCheckBox
              ? GridBagConstraints.NONE
              : GridBagConstraints.HORIZONTAL;
      right.anchor = GridBagConstraints.FIRST_LINE_START;
      right.insets = new Insets(GAP, 0, 0, 0);
      panel.add(field.component(), right);
      row++;
    }
    return row;
  }

  private static GridBagConstraints place(final int column, final int row) {
    final GridBagConstraints place = new GridBagConstraints();
    place.gridx = column;
    place.gridy = row;
    return place;
  }

  /** Returns the place of a component that takes the height that is left. */
  private static GridBagConstraints filler(final int row) {
    final GridBagConstraints place = place(0, row);
    place.weighty = 1;
    return place;
  }

  /** Colours the titles of the tabs with wrong entries. */
  void mark() {
    if (!(component instanceof JTabbedPane pane)) return;
    final SettingTexts texts = entries.texts();
    for (int i = 0; i < tabs.size(); i++) {
      final boolean wrong =
          page.groups().get(i).keys().stream()
              .anyMatch(key -> entries.wrong(key, texts).isPresent());
      pane.setForegroundAt(i, wrong ? Color.RED : null);
    }
  }
}
