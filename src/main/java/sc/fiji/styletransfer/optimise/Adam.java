package sc.fiji.styletransfer.optimise;

/**
 * Adam (Kingma &amp; Ba 2015, algorithm 1). It updates the moments m ← β₁m + (1−β₁)g and v ← β₂v +
 * (1−β₂)g² and steps by x ← x − λ·m̂/(√v̂ + ε), with the bias-corrected moments m̂ = m/(1−β₁ᵗ) and
 * v̂ = v/(1−β₂ᵗ).
 *
 * @param <V> class of the vectors
 */
public final class Adam<V extends Vector<V>> implements Optimizer<V> {

  private static final double EPSILON = 1e-8;

  private final double learningRate;
  private final double beta1;
  private final double beta2;

  private V mean;
  private V square;
  private int steps;

  /**
   * Creates Adam with the authors' β₁ = 0.9 and β₂ = 0.999.
   *
   * @param learningRate λ, about the change of an element in one step, in units of x
   */
  public Adam(final double learningRate) {
    this(learningRate, 0.9, 0.999);
  }

  /**
   * @param learningRate λ, about the change of an element in one step, in units of x
   * @param beta1 β₁, decay of the mean, below 1
   * @param beta2 β₂, decay of the mean square, below 1
   */
  public Adam(final double learningRate, final double beta1, final double beta2) {
    this.learningRate = learningRate;
    this.beta1 = beta1;
    this.beta2 = beta2;
  }

  @Override
  public void update(final V x, final V gradient) {
    if (mean == null) startAtZero(gradient);
    steps++;
    mean.scale(beta1);
    mean.add(1 - beta1, gradient);
    square.scale(beta2);
    square.addSquare(1 - beta2, gradient);
    // With c = √(1−β₂ᵗ): m̂/(√v̂ + ε) = c/(1−β₁ᵗ) · m/(√v + c·ε)
    final double c = Math.sqrt(1 - Math.pow(beta2, steps));
    x.addRatio(-learningRate * c / (1 - Math.pow(beta1, steps)), mean, square, c * EPSILON);
  }

  /** Maps both moments and keeps the number of steps. */
  @Override
  public void changeSpace(final Transition<V> transition) {
    if (mean == null) return;
    final V newMean = transition.map(mean);
    final V newSquare = transition.mapNonNegative(square);
    close();
    mean = newMean;
    square = newSquare;
  }

  @Override
  public void save(final Snapshot<V> snapshot) {
    snapshot.put("adam.steps", steps);
    if (mean == null) return;
    snapshot.put("adam.mean", mean);
    snapshot.put("adam.square", square);
  }

  @Override
  public void restore(final Snapshot<V> snapshot) {
    close();
    steps = (int) snapshot.number("adam.steps");
    if (!snapshot.has("adam.mean")) return;
    mean = snapshot.vector("adam.mean");
    square = snapshot.vector("adam.square");
  }

  @Override
  public void close() {
    if (mean == null) return;
    mean.close();
    square.close();
  }

  private void startAtZero(final V gradient) {
    mean = gradient.duplicate();
    mean.scale(0);
    square = mean.duplicate();
  }
}
