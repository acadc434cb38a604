package sc.fiji.styletransfer.display;

import ij.gui.Plot;
import ij.gui.PlotWindow;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import sc.fiji.styletransfer.job.TransferObserver;
import sc.fiji.styletransfer.loss.LossTerms;
import sc.fiji.styletransfer.transfer.Progress;

/** Collects the loss of each evaluation of a run and plots it. */
public final class LossCurves implements TransferObserver {

  /**
   * Ratio of the ends of the loss axis. The axis has a fixed ratio because the content term is
   * almost 0 at first if a run starts at the content.
   */
  private static final double RANGE = 1000;

  private final List<LossTerms> losses = new ArrayList<>();

  @Override
  public void evaluated(final Progress progress) {
    losses.add(progress.loss());
  }

  /**
   * Opens a window with the curves.
   *
   * @param title of the result
   */
  public void show(final String title) {
    final PlotWindow window = plot(title).show();
    // ImageJ adds the buttons of a plot after it has placed the window.
    if (window != null) WindowPlace.onScreen(window);
  }

  /**
   * Plots total, content and style loss over the evaluations, with a logarithmic axis. A term that
   * is always 0 has no curve.
   *
   * @param title of the result
   * @return a plot, not shown
   */
  private Plot plot(final String title) {
    final Plot plot = new Plot("Loss of " + title, "Iteration", "Loss");
    final StringBuilder legend = new StringBuilder();
    add(plot, legend, "total", Color.BLACK, LossTerms::total);
    add(plot, legend, "content", Color.BLUE, LossTerms::content);
    add(plot, legend, "style", Color.RED, LossTerms::style);
    plot.setAxisYLog(true);
    plot.addLegend(legend.toString());
    final double top = losses.stream().mapToDouble(LossTerms::total).max().orElse(1);
    plot.setLimits(1, Math.max(2, losses.size()), top / RANGE, top);
    return plot;
  }

  /**
   * Draws the curves without axes' labels, for a small window.
   *
   * @param width width of the picture in pixels
   * @param height height of the picture in pixels
   * @return the picture
   */
  BufferedImage plot(final int width, final int height) {
    final Plot plot = plot("the run");
    plot.setXYLabels(null, null);
    plot.setFrameSize(width - 60, height - 40);
    plot.setFontSize(10);
    return plot.getProcessor().getBufferedImage();
  }

  private void add(
      final Plot plot,
      final StringBuilder legend,
      final String name,
      final Color colour,
      final ToDoubleFunction<LossTerms> term) {
    final double[] values = losses.stream().mapToDouble(term).toArray();
    final double[] evaluations = new double[values.length];
    boolean positive = false;
    for (int i = 0; i < values.length; i++) {
      evaluations[i] = i + 1;
      positive |= values[i] > 0;
      // A logarithmic axis has no 0. ImageJ leaves a gap at values that are not a number.
      if (values[i] <= 0) values[i] = Double.NaN;
    }
    if (!positive) return;
    plot.setColor(colour);
    plot.add("line", evaluations, values);
    legend.append(name).append('\n');
  }
}
