package sc.fiji.styletransfer.display;

import java.awt.BorderLayout;
import java.awt.EventQueue;
import java.awt.FlowLayout;
import java.awt.GridLayout;
import java.awt.Rectangle;
import java.awt.event.KeyEvent;
import java.awt.image.BufferedImage;
import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JSlider;
import javax.swing.KeyStroke;
import sc.fiji.styletransfer.job.TransferObserver;
import sc.fiji.styletransfer.settings.Adjustment;
import sc.fiji.styletransfer.transfer.Progress;

/**
 * The window of a run: the picture so far, the loss, the time left, sliders that change the loss
 * from the next iteration on, and buttons that stop the run. The run continues without the window
 * if the user closes it.
 */
public final class LiveControl implements TransferObserver, AutoCloseable {

  /** Content weight at the ends of its slider, compared with the settings. */
  private static final double CONTENT_RANGE = 16;

  /** Size of the strokes at the ends of its slider, compared with the settings. */
  private static final double STROKE_RANGE = 4;

  private static final int SLIDER_END = 100;
  private static final int WIDTH = 380;
  private static final int HEIGHT = 300;
  private static final int PLOT_HEIGHT = 120;

  private enum Stop {
    NO,
    KEEP,
    DISCARD
  }

  private final LossCurves curves = new LossCurves();
  private final PictureFeed feed = new PictureFeed(this::show);
  private final PictureBox picture = new PictureBox(WIDTH, HEIGHT, "Starting...");
  private final PictureBox plot = new PictureBox(WIDTH, PLOT_HEIGHT, "");
  private final JLabel status = new JLabel(" ");
  private final JSlider content = slider("content");
  private final JSlider strokes = slider("strokes");
  private JFrame frame;
  private volatile Optional<Adjustment> adjustment = Optional.empty();
  private volatile Stop stop = Stop.NO;

  /**
   * Opens the window.
   *
   * @param title title of the image to stylise
   * @param beside bounds of the window beside which the window opens
   */
  public LiveControl(final String title, final Optional<Rectangle> beside) {
    onEventThread(() -> open(title + " (so far)", beside));
  }

  private void open(final String title, final Optional<Rectangle> beside) {
    frame = new JFrame(title);
    frame.setName("live control");
    frame.setDefaultCloseOperation(JFrame.DISPOSE_ON_CLOSE);
    // ImageJ's window keeps the focus, and with it the Escape key.
    frame.setAutoRequestFocus(false);
    final JPanel panel = new JPanel(new BorderLayout(0, 6));
    panel.setBorder(BorderFactory.createEmptyBorder(8, 8, 8, 8));
    panel.add(picture, BorderLayout.CENTER);
    panel.add(controls(), BorderLayout.SOUTH);
    panel.registerKeyboardAction(
        event -> stop(Stop.KEEP),
        KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0),
        JComponent.WHEN_IN_FOCUSED_WINDOW);
    frame.setContentPane(panel);
    frame.pack();
    if (beside.isPresent()) WindowPlace.beside(frame, beside.get());
    else frame.setLocationByPlatform(true);
    frame.setVisible(true);
    if (beside.isEmpty()) WindowPlace.onScreen(frame);
  }

  private JPanel controls() {
    final JPanel sliders = new JPanel(new GridLayout(0, 1));
    sliders.add(labelled("More content", content, "More style"));
    sliders.add(labelled("Finer strokes", strokes, "Larger strokes"));
    final JPanel middle = new JPanel(new BorderLayout(0, 4));
    status.setName("live status");
    middle.add(status, BorderLayout.NORTH);
    middle.add(plot, BorderLayout.CENTER);
    middle.add(sliders, BorderLayout.SOUTH);
    final JPanel buttons = new JPanel(new FlowLayout(FlowLayout.RIGHT, 6, 0));
    buttons.add(button("Stop and keep", "keep", Stop.KEEP));
    buttons.add(button("Stop and discard", "discard", Stop.DISCARD));
    final JPanel controls = new JPanel(new BorderLayout(0, 6));
    controls.add(middle, BorderLayout.CENTER);
    controls.add(buttons, BorderLayout.SOUTH);
    return controls;
  }

  private JSlider slider(final String name) {
    final JSlider slider = new JSlider(-SLIDER_END, SLIDER_END, 0);
    slider.setName(name);
    slider.setMajorTickSpacing(SLIDER_END);
    slider.setPaintTicks(true);
    slider.addChangeListener(event -> changed(slider));
    return slider;
  }

  private static JPanel labelled(final String left, final JSlider slider, final String right) {
    final JPanel panel = new JPanel(new BorderLayout(4, 0));
    panel.add(new JLabel(left), BorderLayout.WEST);
    panel.add(slider, BorderLayout.CENTER);
    panel.add(new JLabel(right), BorderLayout.EAST);
    slider.setToolTipText("Takes effect at the next iteration. The record of the run contains it.");
    return panel;
  }

  private JButton button(final String text, final String name, final Stop action) {
    final JButton button = new JButton(text);
    button.setName(name);
    button.addActionListener(event -> stop(action));
    return button;
  }

  private void stop(final Stop action) {
    stop = action;
    status.setText("Stopping...");
  }

  /** A slider that the user still drags changes nothing. */
  private void changed(final JSlider slider) {
    if (slider.getValueIsAdjusting()) return;
    adjustment =
        Optional.of(
            new Adjustment(
                factor(-content.getValue(), CONTENT_RANGE),
                factor(strokes.getValue(), STROKE_RANGE)));
  }

  /** Returns 1 in the middle of a slider, with few digits for the record. */
  private static double factor(final int position, final double range) {
    final double factor = Math.pow(range, (double) position / SLIDER_END);
    return Math.round(factor * 1000) / 1000.0;
  }

  private void show(final BufferedImage image) {
    final BufferedImage loss = curves.plot(WIDTH, PLOT_HEIGHT);
    EventQueue.invokeLater(
        () -> {
          picture.show(image);
          plot.show(loss);
        });
  }

  @Override
  public void evaluated(final Progress progress) {
    curves.evaluated(progress);
    feed.evaluated(progress);
    final String line =
        "%s, iteration %s of %s, %s left"
            .formatted(
                progress.size(),
                progress.evaluation(),
                progress.evaluations(),
                RunStatus.duration(progress.secondsLeft()));
    if (stop == Stop.NO) EventQueue.invokeLater(() -> status.setText(line));
  }

  @Override
  public Optional<Adjustment> adjustment() {
    return adjustment;
  }

  @Override
  public boolean isCancelled() {
    return stop != Stop.NO;
  }

  /** Returns whether the user does not want the result. */
  public boolean isDiscarded() {
    return stop == Stop.DISCARD;
  }

  /** Removes the window. */
  @Override
  public void close() {
    onEventThread(frame::dispose);
  }

  private static void onEventThread(final Runnable action) {
    if (EventQueue.isDispatchThread()) {
      action.run();
      return;
    }
    try {
      EventQueue.invokeAndWait(action);
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (final InvocationTargetException e) {
      throw new IllegalStateException("The window of the run failed", e.getCause());
    }
  }
}
