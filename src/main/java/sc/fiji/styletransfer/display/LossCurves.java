package sc.fiji.styletransfer.display;

import ij.gui.Plot;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import sc.fiji.styletransfer.job.TransferObserver;
import sc.fiji.styletransfer.loss.LossTerms;
import sc.fiji.styletransfer.transfer.Progress;

/** The loss and its terms over the evaluations of a run. */
public final class LossCurves implements TransferObserver {

  /** A run that starts at the content has a content term of next to nothing at first. */
  private static final double RANGE = 1000;

  private final List<LossTerms> losses = new ArrayList<>();

  @Override
  public void evaluated(final Progress progress) {
    losses.add(progress.loss());
  }

  /** A plot with a logarithmic axis, not shown; a term that is zero has no curve. */
  public Plot plot(final String title) {
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
      // A logarithmic axis has no zero; ImageJ leaves a gap where there is no number.
      if (values[i] <= 0) values[i] = Double.NaN;
    }
    if (!positive) return;
    plot.setColor(colour);
    plot.add("line", evaluations, values);
    legend.append(name).append('\n');
  }
}
