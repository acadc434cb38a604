package sc.fiji.styletransfer.display;

import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.RenderingHints;
import javax.swing.JComponent;

/** Shows a picture as large as fits, with its proportions, or a line of text instead. */
public final class PictureBox extends JComponent {

  private static final long serialVersionUID = 1L;

  private transient Image picture;
  private String text;

  /**
   * @param width preferred width in pixels
   * @param height preferred height in pixels
   * @param text shown while there is no picture
   */
  public PictureBox(final int width, final int height, final String text) {
    this.text = text;
    setPreferredSize(new Dimension(width, height));
    setMinimumSize(getPreferredSize());
  }

  /**
   * Shows a picture.
   *
   * @param image the picture; null shows the text
   */
  public void show(final Image image) {
    picture = image;
    repaint();
  }

  /**
   * Removes the picture and shows a text.
   *
   * @param line the text
   */
  public void show(final String line) {
    picture = null;
    text = line;
    repaint();
  }

  @Override
  protected void paintComponent(final Graphics graphics) {
    final Graphics2D canvas = (Graphics2D) graphics.create();
    canvas.setColor(getForeground());
    canvas.drawRect(0, 0, getWidth() - 1, getHeight() - 1);
    if (picture == null) paintText(canvas);
    else paintPicture(canvas);
    canvas.dispose();
  }

  private void paintText(final Graphics2D canvas) {
    canvas.setFont(getFont() == null ? canvas.getFont() : getFont());
    final int width = canvas.getFontMetrics().stringWidth(text);
    canvas.drawString(text, Math.max(4, (getWidth() - width) / 2), getHeight() / 2);
  }

  private void paintPicture(final Graphics2D canvas) {
    final double scale =
        Math.min(
            (getWidth() - 2.0) / picture.getWidth(null),
            (getHeight() - 2.0) / picture.getHeight(null));
    final int width = (int) Math.round(scale * picture.getWidth(null));
    final int height = (int) Math.round(scale * picture.getHeight(null));
    canvas.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    canvas.drawImage(
        picture, (getWidth() - width) / 2, (getHeight() - height) / 2, width, height, null);
  }
}
