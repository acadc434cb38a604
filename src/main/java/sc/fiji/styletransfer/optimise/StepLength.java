package sc.fiji.styletransfer.optimise;

/**
 * A rule for the lengths of an optimiser's steps.
 *
 * @param <V> class of the vectors
 */
public interface StepLength<V extends Vector<V>> {

  /**
   * Sets the length of the first step, when no curvature is known.
   *
   * @param step descent direction, changed in place
   * @param gradient at the start
   */
  void setFirst(V step, V gradient);

  /**
   * Shortens a later step that is too long.
   *
   * @param step changed in place
   */
  void limit(V step);

  /**
   * Multiplies the first step by min(1, 1/‖g‖₁), as PyTorch's L-BFGS does, and limits no other.
   *
   * @param <V> class of the vectors
   * @return the rule
   */
  static <V extends Vector<V>> StepLength<V> free() {
    return new StepLength<>() {
      @Override
      public void setFirst(final V step, final V gradient) {
        step.scale(Math.min(1, 1 / gradient.norm1()));
      }

      @Override
      public void limit(final V step) {
        // any length
      }
    };
  }

  /**
   * Bounds lengths, measured as the root mean square of a step's elements.
   *
   * @param first length of the first step
   * @param max largest length of every other step
   * @param <V> class of the vectors
   * @return the rule
   */
  static <V extends Vector<V>> StepLength<V> bounded(final double first, final double max) {
    return new StepLength<>() {
      @Override
      public void setFirst(final V step, final V gradient) {
        rescale(step, first, Double.POSITIVE_INFINITY);
      }

      @Override
      public void limit(final V step) {
        rescale(step, max, 1);
      }

      private void rescale(final V step, final double length, final double maxFactor) {
        try (V factor = step.inner(step)) {
          factor.scale(1.0 / step.length());
          factor.sqrt();
          factor.reciprocal();
          factor.scale(length);
          factor.clampMax(maxFactor);
          step.multiply(factor);
        }
      }
    };
  }
}
