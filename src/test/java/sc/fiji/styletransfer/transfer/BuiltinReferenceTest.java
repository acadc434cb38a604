package sc.fiji.styletransfer.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.styletransfer.features.Activations;
import sc.fiji.styletransfer.features.Border;
import sc.fiji.styletransfer.features.ColourScale;
import sc.fiji.styletransfer.features.FeatureExtractor;
import sc.fiji.styletransfer.features.Pooling;
import sc.fiji.styletransfer.features.Precision;
import sc.fiji.styletransfer.features.Vgg19;
import sc.fiji.styletransfer.loss.ContentFormula;
import sc.fiji.styletransfer.loss.LayerMask;
import sc.fiji.styletransfer.loss.LossTerms;
import sc.fiji.styletransfer.loss.StyleFormula;
import sc.fiji.styletransfer.neighbour.StyleMatching;
import sc.fiji.styletransfer.network.InputConvention;
import sc.fiji.styletransfer.network.NetworkWeights;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.objective.Evaluation;
import sc.fiji.styletransfer.objective.LossBuilder;
import sc.fiji.styletransfer.objective.Losses;
import sc.fiji.styletransfer.objective.ScaledInputs;
import sc.fiji.styletransfer.picture.Rectangle;
import sc.fiji.styletransfer.pixels.TensorVector;
import sc.fiji.styletransfer.settings.PrecisionChoice;
import sc.fiji.styletransfer.settings.Preset;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.tensor.CpuSession;
import sc.fiji.styletransfer.tile.TiledFeatures;
import sc.fiji.styletransfer.weights.NetworkChoice;

/**
 * Compares features, Gram matrices, losses and gradients on the built-in network with the values of
 * an independent program, {@code src/test/python/reference_values.py}, which computes in float64.
 */
class BuiltinReferenceTest {

  /** About a hundred times the relative rounding of float32, for sums over up to 4608 products. */
  private static final double TOLERANCE = 1e-5;

  private static final ReferenceValues REFERENCE = ReferenceValues.read();

  @RegisterExtension final CpuSession cpu = new CpuSession();

  private NetworkWeights weights;

  @BeforeEach
  void open() {
    weights = NetworkChoice.open("builtin");
  }

  @AfterEach
  void close() {
    weights.close();
  }

  /** The losses that the program computes; its table LOSSES has the same numbers. */
  private enum Loss {
    GATYS(StyleFormula.GATYS, ContentFormula.MEAN, "1,1,1,1,1", 1000, 1, 0),
    UDACITY(StyleFormula.UDACITY, ContentFormula.MEAN, "1,0.75,0.2,0.2,0.2", 1e6, 1, 0),
    NEURAL_STYLE(StyleFormula.NEURAL_STYLE, ContentFormula.MEAN, "1,1,1,1,1", 100, 5, 1000),
    RELATIVE(StyleFormula.RELATIVE, ContentFormula.RELATIVE, "1,1,1,1,1", 0.2, 0.2, 0.5);

    private final TransferSettings settings;

    Loss(
        final StyleFormula style,
        final ContentFormula content,
        final String layers,
        final double styleWeight,
        final double contentWeight,
        final double smoothness) {
      final String[] weights = layers.split(",");
      final List<String> layerWeights = new ArrayList<>();
      for (int i = 0; i < weights.length; i++)
        layerWeights.add("conv" + (i + 1) + "_1:" + weights[i]);
      settings =
          TransferSettings.builder()
              .set(Settings.PRESET, Preset.BALANCED)
              .set(Settings.PRECISION, PrecisionChoice.SINGLE)
              .parse("preset", "gatys")
              .set(Settings.STYLE_FORMULA, style)
              .set(Settings.CONTENT_FORMULA, content)
              .parse("style-layers", String.join(",", layerWeights))
              .set(Settings.STYLE_WEIGHT, styleWeight)
              .set(Settings.CONTENT_WEIGHT, contentWeight)
              .set(Settings.TV_WEIGHT, smoothness)
              .build();
    }

    Vgg19.Variations variations() {
      return new Vgg19.Variations(
          this == NEURAL_STYLE ? Pooling.AVERAGE : Pooling.MAX,
          this == RELATIVE ? Border.REPLICATE : Border.ZERO);
    }

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  @ParameterizedTest
  @CsvSource({"MAX,ZERO", "AVERAGE,ZERO", "MAX,REPLICATE"})
  void features(final Pooling pooling, final Border border) {
    final EnumSet<Vgg19Layer> layers =
        EnumSet.of(
            Vgg19Layer.CONV1_1,
            Vgg19Layer.CONV2_1,
            Vgg19Layer.CONV3_1,
            Vgg19Layer.CONV4_1,
            Vgg19Layer.CONV4_2,
            Vgg19Layer.CONV5_1);
    final String names = ("features/" + pooling.name() + "/" + border.name() + "/").toLowerCase();
    try (Vgg19 network = network(new Vgg19.Variations(pooling, border));
        NDArray picture = content();
        Activations seen = extractor(network).activations(picture, layers)) {
      for (final Vgg19Layer layer : layers)
        REFERENCE.assertClose(
            names + layer.name().toLowerCase(), seen.of(layer).toFloatArray(), TOLERANCE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"conv1_1", "conv2_1", "conv3_1", "conv4_1", "conv5_1"})
  void gramMatrices(final String name) {
    final Vgg19Layer layer = Vgg19Layer.of(name);
    try (Vgg19 network = network(new Vgg19.Variations(Pooling.MAX, Border.ZERO));
        NDArray picture = style();
        Activations seen = extractor(network).activations(picture, EnumSet.of(layer))) {
      final NDArray features = seen.of(layer);
      final LayerMask everywhere = LayerMask.whole(Rectangle.whole(features).positions());
      try (NDArray gram = StyleFormula.GATYS.statistic().describe(features, everywhere)) {
        REFERENCE.assertClose("gram/" + name, gram.toFloatArray(), TOLERANCE);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void lossAndGradient(final Loss which) {
    final List<LossTerms> terms = new ArrayList<>();
    final FeatureExtractor extractor = extractor(network(which.variations()));
    try (Vgg19 network = extractor.network();
        NDArray content = content();
        NDArray style = style();
        Losses losses =
            new LossBuilder(new TiledFeatures(extractor, 0), which.settings)
                .build(content, List.of(style));
        TensorVector picture = new TensorVector(picture(45, 37, 3, 7));
        TensorVector gradient = picture.duplicate()) {
      final double value =
          losses
              .objective(cpu.open(), extractor, new Evaluation(0, terms::add))
              .evaluate(picture, gradient);
      final double[] expected = REFERENCE.samples("terms/" + which);
      final double sum = expected[0] + expected[1] + expected[2];
      assertEquals(expected[0], terms.get(0).content(), TOLERANCE * expected[0]);
      assertEquals(expected[1], terms.get(0).style(), TOLERANCE * expected[1]);
      assertEquals(expected[2], terms.get(0).pixels(), TOLERANCE * expected[2]);
      assertEquals(sum, value, TOLERANCE * sum);
      REFERENCE.assertClose("gradient/" + which, gradient.array().toFloatArray(), TOLERANCE);
    }
  }

  /** Loss and gradient, which follow from the matches of the independent program. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void neighbours(final boolean splitting) {
    final TransferSettings settings =
        TransferSettings.builder()
            .parse("preset", "gatys")
            .set(Settings.STYLE_FORMULA, StyleFormula.NEIGHBOURS)
            .parse("style-layers", "conv1_2,conv2_1,conv3_2,conv4_2")
            .set(Settings.STYLE_WEIGHT, 1.0)
            .set(Settings.CONTENT_WEIGHT, 5.0)
            .set(Settings.TV_WEIGHT, 0.0)
            .build();
    final String name = splitting ? "splitting" : "neighbours";
    final FeatureExtractor extractor =
        extractor(network(new Vgg19.Variations(Pooling.MAX, Border.ZERO)));
    try (Vgg19 network = extractor.network();
        NDArray content = content();
        NDArray style = style();
        TensorVector picture = new TensorVector(picture(45, 37, 3, 7));
        Losses losses =
            new LossBuilder(new TiledFeatures(extractor, 0), settings)
                .build(
                    new ScaledInputs(
                        content, List.of(style), List.of(), Optional.empty(), Optional.empty()),
                    Set.of(),
                    new ScaledInputs.State(
                        extractor,
                        picture.array(),
                        false,
                        splitting,
                        new StyleMatching(content.getManager(), Precision.SINGLE)));
        TensorVector gradient = picture.duplicate()) {
      final double value =
          losses
              .objective(cpu.open(), extractor, new Evaluation(0, terms -> {}))
              .evaluate(picture, gradient);
      final double expected = REFERENCE.samples("terms/" + name)[0];
      assertEquals(expected, value, TOLERANCE * expected);
      REFERENCE.assertClose("gradient/" + name, gradient.array().toFloatArray(), TOLERANCE);
    }
  }

  private Vgg19 network(final Vgg19.Variations variations) {
    return new Vgg19(weights, Vgg19Layer.CONV5_1, variations, cpu.open().manager());
  }

  /** Pixels are red, green and blue from 0 to 1. */
  private FeatureExtractor extractor(final Vgg19 network) {
    return new FeatureExtractor(
        network, new ColourScale(InputConvention.RGB, network.input(), cpu.open().manager()));
  }

  private NDArray content() {
    return picture(45, 37, 2, 3);
  }

  private NDArray style() {
    return picture(40, 34, 5, 1);
  }

  /** The formula of the program's function {@code picture}. */
  private NDArray picture(final int width, final int height, final int a, final int b) {
    final float[] values = new float[3 * width * height];
    for (int c = 0; c < 3; c++)
      for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++) {
          final int value = (a + c) * x * x + b * x * y + (a + 2 - c) * y * y + 40 * c;
          values[(c * height + y) * width + x] = value % 256 / 255f;
        }
    return cpu.open().manager().create(values, new Shape(1, 3, height, width));
  }
}
