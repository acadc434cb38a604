package sc.fiji.styletransfer.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.files.FileReplacement;
import sc.fiji.styletransfer.image.RgbPicture;
import sc.fiji.styletransfer.job.InputFiles;
import sc.fiji.styletransfer.measure.Judge;
import sc.fiji.styletransfer.measure.Judgement;
import sc.fiji.styletransfer.network.NetworkWeights;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.tensor.DeviceChoice;
import sc.fiji.styletransfer.weights.NetworkChoice;

/** The command {@code stylize judge CONTENT STYLE... RESULT}, which measures a stylised image. */
@Command(
    name = "judge",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Measures how close RESULT is to CONTENT and to STYLE.")
final class JudgeCommand implements Callable<Integer> {

  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().serializeSpecialFloatingPointValues().create();

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "CONTENT", description = "Content image of the run.")
  private Path content;

  @Parameters(
      index = "1..*",
      arity = "2..*",
      paramLabel = "STYLE... RESULT",
      hideParamSyntax = true,
      description = "Style images of the run, and then its result.")
  private List<Path> stylesAndResult;

  @Option(
      names = "--style-scale",
      defaultValue = "1",
      paramLabel = "STYLE-SCALE",
      description = "Style scale of the run that made RESULT. Default: ${DEFAULT-VALUE}.")
  private String styleScale;

  @Option(
      names = "--network",
      defaultValue = NetworkChoice.BUILTIN,
      paramLabel = "FILE",
      description =
          "Network that compares the images: builtin, or a weights file. Default:"
              + " ${DEFAULT-VALUE}.")
  private String network;

  @Option(
      names = "--device",
      defaultValue = "auto",
      paramLabel = "DEVICE",
      description = "Device that computes. Default: ${DEFAULT-VALUE}.")
  private String device;

  @Option(
      names = "--json",
      paramLabel = "FILE.json",
      description = "Also writes the measures to this file.")
  private Path json;

  @Override
  public Integer call() {
    if (json != null) checkJson();
    try (NetworkWeights weights = NetworkChoice.open(network);
        Judge judge = new Judge(weights, new DeviceChoice(device))) {
      final Judgement judgement =
          judge.judge(
              RgbPicture.inFile(content),
              styles(),
              Settings.STYLE_SCALE.parse(styleScale),
              RgbPicture.inFile(result()));
      print(judgement);
      if (json != null) write(judgement);
    }
    return 0;
  }

  private List<Img<FloatType>> styles() {
    return stylesAndResult.subList(0, stylesAndResult.size() - 1).stream()
        .map(RgbPicture::inFile)
        .toList();
  }

  private Path result() {
    return stylesAndResult.get(stylesAndResult.size() - 1);
  }

  private void print(final Judgement judgement) {
    final PrintWriter out = spec.commandLine().getOut();
    out.print(table(judgement));
    out.flush();
  }

  private static String table(final Judgement judgement) {
    final StringBuilder table = new StringBuilder();
    row(table, "content conv4_2", judgement.content());
    table.append(String.format(Locale.ROOT, "%n%-24s %12s %12s%n", "style", "Gram", "Wasserstein"));
    rows(table, "fitted", judgement.fitted());
    rows(table, "held out", judgement.heldOut());
    distances(table, "held out, mean", judgement.heldOutGram(), judgement.heldOutWasserstein());
    row(table.append(String.format("%n")), "structural similarity", judgement.structure());
    row(table, "structure distance", judgement.structureDistance());
    judgement
        .photographShare()
        .forEach((layer, share) -> row(table, "photograph share " + layer, share));
    table.append(
        String.format(
            Locale.ROOT,
            "%n%-24s %12s %12s %12s%n",
            "share of energy",
            "result",
            "content",
            "style"));
    energy(table, "finest octave", judgement.fine());
    energy(table, "checkerboard", judgement.checkerboard());
    table.append(
        judgement.alarm()
            ? String.format("Alarm: fine structure that neither content nor style has.%n")
            : String.format("No alarm: fine structure as in content or style.%n"));
    return table.toString();
  }

  private static void row(final StringBuilder table, final String name, final double value) {
    table.append(String.format(Locale.ROOT, "%-24s %12.4f%n", name, value));
  }

  private static void rows(
      final StringBuilder table,
      final String kind,
      final Map<String, Judgement.StyleDistance> layers) {
    layers.forEach(
        (layer, distance) ->
            distances(table, kind + " " + layer, distance.gram(), distance.wasserstein()));
  }

  private static void distances(
      final StringBuilder table, final String name, final double gram, final double wasserstein) {
    table.append(String.format(Locale.ROOT, "%-24s %12.4f %12.4f%n", name, gram, wasserstein));
  }

  private static void energy(
      final StringBuilder table, final String name, final Judgement.Energy energy) {
    table.append(
        String.format(
            Locale.ROOT,
            "%-24s %12.5f %12.5f %12.5f%n",
            name,
            energy.result(),
            energy.content(),
            energy.style()));
  }

  private void checkJson() {
    InputFiles.NONE
        .with("weights file", Path.of(network))
        .with("images", stylesAndResult)
        .with("content image", content)
        .requireNone("file of measures", json);
    try {
      FileReplacement.probe(FileReplacement.throughLinks(json), 1);
    } catch (final IOException e) {
      throw unwritable(e);
    }
  }

  private void write(final Judgement judgement) {
    final byte[] text = GSON.toJson(judgement).getBytes(StandardCharsets.UTF_8);
    try {
      new FileReplacement()
          .write(
              FileReplacement.throughLinks(json),
              channel -> Channels.newOutputStream(channel).write(text));
    } catch (final IOException e) {
      throw unwritable(e);
    }
  }

  private StyleTransferException unwritable(final IOException cause) {
    return UnwritableFile.refusal("file", json, cause);
  }
}
