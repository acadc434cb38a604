package sc.fiji.styletransfer.plan;

/** What a run minimises at a {@link Scale}. */
public enum Phase {
  /** The loss of the {@link WassersteinApproach}. */
  APPROACH,

  /** The loss of the settings. */
  LOSS,

  /** The loss of the settings, with each layer matched to the style by itself. */
  SPLITTING
}
