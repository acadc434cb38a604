package sc.fiji.styletransfer.spark.image;

import java.io.Serializable;

/**
 * A tile with its targets, which stay on the executor from evaluation to evaluation.
 *
 * @param place of the tile
 * @param features of the content in the tile's core, by content layer
 */
record TileTargets(TilePlace place, float[][] features) implements Serializable {

  /** Returns the sum of the squared features of each content layer. */
  double[] energies() {
    final double[] energies = new double[features.length];
    for (int i = 0; i < energies.length; i++)
      for (final float value : features[i]) energies[i] += (double) value * value;
    return energies;
  }
}
