package sc.fiji.styletransfer.optimise;

/**
 * Adam (Kingma &amp; Ba 2015, algorithm 1): moments m ← β₁m + (1−β₁)g and v ← β₂v + (1−β₂)g², then
 * x ← x − λ·m̂/(√v̂ + ε) with the moments' bias corrected, m̂ = m/(1−β₁ᵗ), v̂ = v/(1−β₂ᵗ).
 *
 * @param <V> kind of vector
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
   * Adam with the authors' β₁ = 0.9, β₂ = 0.999.
   *
   * @param learningRate λ, about the distance an element moves in a step, in units of x
   */
  public Adam(final double learningRate) {
    this(learningRate, 0.9, 0.999);
  }

  /**
   * @param learningRate λ, about the distance an element moves in a step, in units of x
   * @param beta1 decay of the mean, below 1
   * @param beta2 decay of the mean square, below 1
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

  /** Carries both moments, and the count of steps. */
  @Override
  public void follow(final Transition<V> transition) {
    if (mean == null) return;
    final V carriedMean = transition.carry(mean);
    final V carriedSquare = transition.carryPositive(square);
    close();
    mean = carriedMean;
    square = carriedSquare;
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
