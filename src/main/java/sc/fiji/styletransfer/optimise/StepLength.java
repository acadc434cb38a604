package sc.fiji.styletransfer.optimise;

/**
 * How far a step may lead.
 *
 * @param <V> kind of vector
 */
public interface StepLength<V extends Vector<V>> {

  /**
   * Gives the first step its length; nothing is known about curvature yet.
   *
   * @param step downhill, changed in place
   * @param gradient at the start
   */
  void first(V step, V gradient);

  /**
   * Shortens a step that is too long.
   *
   * @param step changed in place
   */
  void limit(V step);

  /**
   * The first step is the direction times min(1, 1/‖g‖₁), as in PyTorch's L-BFGS; no other is
   * limited.
   *
   * @param <V> kind of vector
   * @return these lengths
   */
  static <V extends Vector<V>> StepLength<V> free() {
    return new StepLength<>() {
      @Override
      public void first(final V step, final V gradient) {
        step.scale(Math.min(1, 1 / gradient.norm1()));
      }

      @Override
      public void limit(final V step) {
        // any length
      }
    };
  }

  /**
   * Lengths by the root of the mean square of a step's elements.
   *
   * @param first of the first step
   * @param most of any other
   * @param <V> kind of vector
   * @return these lengths
   */
  static <V extends Vector<V>> StepLength<V> bounded(final double first, final double most) {
    return new StepLength<>() {
      @Override
      public void first(final V step, final V gradient) {
        resize(step, first, Double.POSITIVE_INFINITY);
      }

      @Override
      public void limit(final V step) {
        resize(step, most, 1);
      }

      private void resize(final V step, final double wanted, final double largestFactor) {
        try (V factor = step.inner(step)) {
          factor.scale(1.0 / step.length());
          factor.root();
          factor.invert();
          factor.scale(wanted);
          factor.limit(largestFactor);
          step.multiply(factor);
        }
      }
    };
  }
}
