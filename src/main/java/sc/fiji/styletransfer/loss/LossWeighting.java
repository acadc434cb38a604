package sc.fiji.styletransfer.loss;

/**
 * What counts at present of a loss that a run only leads to.
 *
 * @param contentLead how many times as much as its weight says the content counts in the gradient
 * @param deep whether style layers deeper than the content's layers count, too; the network need
 *     not be evaluated so far otherwise
 */
public record LossWeighting(double contentLead, boolean deep) {

  /** Everything counts as its weight says. */
  public static final LossWeighting NONE = new LossWeighting(1, true);

  /** The same with the content counting as many times as much. */
  public LossWeighting timesContent(final double factor) {
    return new LossWeighting(contentLead * factor, deep);
  }

  /** Whether the function is not the loss asked for. */
  public boolean leading() {
    return !equals(NONE);
  }
}
