package sc.fiji.styletransfer.plan;

import sc.fiji.styletransfer.network.NetworkWidths;

/**
 * The widths of the networks of a run.
 *
 * @param own widths of the network of the run
 * @param draft widths of the network of the drafted scales
 */
public record RunWidths(NetworkWidths own, NetworkWidths draft) {

  /**
   * The widths of a run without a draft.
   *
   * @param own widths of the network of the run
   */
  public RunWidths(final NetworkWidths own) {
    this(own, own);
  }

  /** Returns whether a network of its own paints the drafted scales. */
  public boolean isDrafted() {
    return draft != own;
  }

  /** Returns the widths in the order of the layers. */
  @Override
  public String toString() {
    return isDrafted() ? own + " after " + draft : own.toString();
  }

  /** Returns the widths of the network that the run evaluates at a scale. */
  NetworkWidths at(final Scale scale) {
    return scale.drafted() ? draft : own;
  }
}
