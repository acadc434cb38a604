package sc.fiji.styletransfer.settings;

import java.util.Locale;
import sc.fiji.styletransfer.optimise.Preconditioner;
import sc.fiji.styletransfer.pixels.SpectralPreconditioner;
import sc.fiji.styletransfer.pixels.TensorVector;

/** What L-BFGS assumes about curvature before it has learnt any. */
public enum Preconditioning {
  /** The same in all directions, as all systems do. */
  NONE {
    @Override
    public Preconditioner<TensorVector> create(final SpectralPreconditioner spectrum) {
      return Preconditioner.none();
    }
  },

  /** Less in coarse forms than in fine ones, see {@link SpectralPreconditioner}. */
  SPECTRAL {
    @Override
    public Preconditioner<TensorVector> create(final SpectralPreconditioner spectrum) {
      return spectrum;
    }
  };

  /** One of them for a run. */
  public abstract Preconditioner<TensorVector> create(SpectralPreconditioner spectrum);

  /** The name in the settings, for example {@code none}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
