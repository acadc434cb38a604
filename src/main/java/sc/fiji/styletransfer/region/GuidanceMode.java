package sc.fiji.styletransfer.region;

import java.util.Locale;
import sc.fiji.styletransfer.features.ReceptiveField;

/** Which positions of a layer belong to a region of the picture (Gatys et al. 2017, section 4). */
public enum GuidanceMode {
  /** By share: as much as the area that the position stands for lies in the region. */
  SIMPLE {
    @Override
    float over(final float[] line, final int from, final int to) {
      double sum = 0;
      for (int i = from; i < to; i++) sum += line[i];
      return (float) (sum / (to - from));
    }

    @Override
    ReceptiveField reach(final ReceptiveField field) {
      return new ReceptiveField(field.stride(), 0, field.stride() - 1);
    }
  },

  /** Those that see nothing but the region. */
  INSIDE {
    @Override
    float over(final float[] line, final int from, final int to) {
      float least = 1;
      for (int i = from; i < to; i++) least = Math.min(least, line[i]);
      return least;
    }
  },

  /** Those that see any of the region. */
  ALL {
    @Override
    float over(final float[] line, final int from, final int to) {
      float most = 0;
      for (int i = from; i < to; i++) most = Math.max(most, line[i]);
      return most;
    }
  };

  /** One value for the pixels {@code from} to {@code to} (exclusive) of a line. */
  abstract float over(float[] line, int from, int to);

  /** The pixels to look at for a position, given all that it sees. */
  ReceptiveField reach(final ReceptiveField field) {
    return field;
  }

  /** The name in the settings, for example {@code simple}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
