package sc.fiji.styletransfer.demo;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.LUT;
import ij.process.ShortProcessor;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Cells in a confocal microscope: 16 bit, 12 slices, calibrated in microns. Dye fills the cell
 * body, filaments and vesicles; the optics blur it, the number of photons is Poisson distributed,
 * and the detector multiplies the number and adds an offset.
 */
public final class FluorescenceStack {

  /** The file's name. */
  public static final String FILE_NAME = "cells.tif";

  static final int WIDTH = 160;
  static final int HEIGHT = 144;
  static final int SLICES = 12;
  static final double PIXEL_MICRONS = 0.2;
  static final double SLICE_MICRONS = 0.5;
  static final double DISPLAY_MIN = 170;
  static final double DISPLAY_MAX = 2400;

  private static final double GAIN = 20;
  private static final double OFFSET = 150;
  private static final double BACKGROUND_PHOTONS = 2.5;

  /** Returns the stack, the same at every call. */
  public ImagePlus draw() {
    final List<Cell> cells = cells(new Random(19));
    final ImageStack dye = new ImageStack(WIDTH, HEIGHT);
    for (int z = 0; z < SLICES; z++) dye.addSlice("", slice(cells, z));
    addFilaments(dye, cells, new Random(20));
    return calibrated(detect(Optics.blur(dye), new Random(21)));
  }

  private static List<Cell> cells(final Random random) {
    final List<Cell> cells = new ArrayList<>();
    for (int attempt = 0; attempt < 4000; attempt++) {
      final Cell cell = Cell.anywhere(WIDTH, HEIGHT, random);
      if (cells.stream().noneMatch(cell::crowds)) cells.add(cell);
    }
    return cells;
  }

  private static float[] slice(final List<Cell> cells, final int z) {
    final float[] photons = new float[WIDTH * HEIGHT];
    for (int i = 0; i < photons.length; i++) {
      double dye = 0;
      for (final Cell cell : cells) dye += cell.dye(i % WIDTH, i / WIDTH, z);
      photons[i] = (float) dye;
    }
    return photons;
  }

  private static void addFilaments(
      final ImageStack dye, final List<Cell> cells, final Random random) {
    for (final Cell cell : cells)
      for (int i = 0; i < 34; i++) new Filament(cell, random).addTo(dye);
  }

  private static ImageStack detect(final ImageStack dye, final Random random) {
    final ImageStack counts = new ImageStack(WIDTH, HEIGHT);
    for (int z = 0; z < SLICES; z++) {
      final float[] photons = (float[]) dye.getPixels(z + 1);
      final short[] levels = new short[photons.length];
      for (int i = 0; i < levels.length; i++)
        levels[i] = (short) level(photons[i] + BACKGROUND_PHOTONS, random);
      final String label = String.format(Locale.ROOT, "z=%.1f um", z * SLICE_MICRONS);
      counts.addSlice(label, new ShortProcessor(WIDTH, HEIGHT, levels, null));
    }
    return counts;
  }

  private static long level(final double photons, final Random random) {
    final double readNoise = 6 * random.nextGaussian();
    final double level = OFFSET + GAIN * poisson(photons, random.nextDouble()) + readNoise;
    return Math.round(Math.min(65535, Math.max(0, level)));
  }

  /** Inverts the distribution, so that each voxel consumes one random number. */
  private static int poisson(final double mean, final double uniform) {
    double probability = StrictMath.exp(-mean);
    double sum = probability;
    int count = 0;
    while (uniform > sum && count < 10 * mean + 20) {
      count++;
      probability *= mean / count;
      sum += probability;
    }
    return count;
  }

  private static ImagePlus calibrated(final ImageStack counts) {
    final ImagePlus image = new ImagePlus(FILE_NAME, counts);
    image.setDimensions(1, SLICES, 1);
    final Calibration calibration = image.getCalibration();
    calibration.setUnit("micron");
    calibration.pixelWidth = PIXEL_MICRONS;
    calibration.pixelHeight = PIXEL_MICRONS;
    calibration.pixelDepth = SLICE_MICRONS;
    image.setLut(LUT.createLutFromColor(Color.green));
    image.setSlice(SLICES / 2);
    image.setDisplayRange(DISPLAY_MIN, DISPLAY_MAX);
    return image;
  }
}
