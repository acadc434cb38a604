package sc.fiji.styletransfer.transfer;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.features.ColourScale;
import sc.fiji.styletransfer.features.FeatureExtractor;
import sc.fiji.styletransfer.features.ResponseScale;
import sc.fiji.styletransfer.features.Vgg19;
import sc.fiji.styletransfer.network.InputConvention;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.objective.DefectCorrection;
import sc.fiji.styletransfer.objective.Evaluation;
import sc.fiji.styletransfer.objective.LossBuilder;
import sc.fiji.styletransfer.objective.Losses;
import sc.fiji.styletransfer.objective.MemoryAdaptiveLoss;
import sc.fiji.styletransfer.objective.ScaledInputs;
import sc.fiji.styletransfer.optimise.Objective;
import sc.fiji.styletransfer.optimise.Optimizer;
import sc.fiji.styletransfer.optimise.Snapshot;
import sc.fiji.styletransfer.optimise.VectorStore;
import sc.fiji.styletransfer.picture.MappedFile;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.picture.PictureTensor;
import sc.fiji.styletransfer.pixels.Bounds;
import sc.fiji.styletransfer.pixels.ScaleTransition;
import sc.fiji.styletransfer.pixels.SpectralPreconditioner;
import sc.fiji.styletransfer.pixels.TensorStorage;
import sc.fiji.styletransfer.pixels.TensorVector;
import sc.fiji.styletransfer.plan.MatrixRate;
import sc.fiji.styletransfer.plan.Scale;
import sc.fiji.styletransfer.plan.Schedule;
import sc.fiji.styletransfer.plan.TransferPlan;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TileSide;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.tensor.DeviceMemory;
import sc.fiji.styletransfer.tensor.TensorSession;
import sc.fiji.styletransfer.tile.AdaptiveTileSize;
import sc.fiji.styletransfer.tile.TiledFeatures;

/**
 * One transfer from coarse to fine: at each scale content, styles and regions are looked at anew,
 * the pixels are moved, and then handed to the next scale.
 */
final class CoarseToFineTransfer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CoarseToFineTransfer.class);

  private final Network network;
  private final TransferSettings settings;
  private final TransferSettings approach;
  private final InputConvention units;
  private final TransferInputs given;
  private final TransferInputs inputs;
  private final NDManager manager;
  private final RunPictures canvas;
  private final Schedule schedule;
  private final OptimisationLoop optimisation;
  private final SpectralPreconditioner spectrum;
  private final Optimizer<TensorVector> optimizer;
  private final Checkpointing journal;
  private AdaptiveTileSize tiles;
  private final TensorStorage memory;
  private boolean historyInFile;

  /**
   * @param session to compute in
   * @param vgg that judges
   * @param exact the same network in single precision; vgg itself, if that is
   * @param scale of its responses, by which layers are weighed
   * @param matrixRate floating point operations per second there, see {@link MatrixRate}
   */
  record Network(
      TensorSession session, Vgg19 vgg, Vgg19 exact, ResponseScale scale, double matrixRate) {}

  /**
   * @param network that judges
   * @param settings of the run
   * @param given the pictures
   * @param listener told of every evaluation; may end the run
   */
  CoarseToFineTransfer(
      final Network network,
      final TransferSettings settings,
      final TransferInputs given,
      final ProgressListener listener) {
    this.network = network;
    this.settings = settings;
    approach = settings.get(Settings.APPROACH).settings(settings);
    this.given = given;
    units = settings.get(Settings.PIXEL_UNITS).convention(network.vgg().input());
    inputs = given.prepared(settings.get(Settings.COLOUR));
    manager = network.session().manager().newSubManager();
    canvas = new RunPictures(manager, units, settings);
    schedule = Schedule.of(canvas.size(given.content()), settings);
    journal = new Checkpointing(settings, given);
    optimisation = new OptimisationLoop(settings, schedule, listener, journal);
    spectrum = new SpectralPreconditioner(manager);
    final TransferPlan plan = plan(listener);
    tiles = new AdaptiveTileSize(plan.tileSide());
    historyInFile = plan.historyInFile() > 0;
    memory = plan.stateInFile() > 0 ? TensorStorage.FILE : TensorStorage.DEVICE;
    optimizer =
        settings
            .get(Settings.OPTIMIZER)
            .create(
                settings, settings.get(Settings.PRECONDITIONER).create(spectrum), this::history);
  }

  private VectorStore<TensorVector> history() {
    return (historyInFile ? TensorStorage.FILE : TensorStorage.DEVICE).vectors();
  }

  /**
   * @return the stylised picture
   */
  TransferResult run() {
    final Optional<Snapshot<TensorVector>> before = journal.resume(manager, memory);
    before.ifPresent(this::resume);
    journal.remember("run.tile", tiles.side());
    journal.remember("run.historyInFile", historyInFile ? 1 : 0);
    final int begin = before.map(snapshot -> (int) snapshot.number("run.stage")).orElse(0);
    TensorVector pixels =
        before
            .map(snapshot -> snapshot.vector("run.pixels"))
            .orElseGet(
                () -> new TensorVector(canvas.start(inputs, scales().get(0).size()), memory));
    boolean amid = before.isPresent();
    for (final Scale scale : scales().subList(begin, scales().size())) {
      if (optimisation.cancelled()) break;
      // A run that goes on amid a scale must not forget what its optimiser learnt there.
      if (!amid) pixels = handOver(pixels, scale.size());
      amid = false;
      descend(scale, pixels);
    }
    // A run that was ended at a small scale still has a result of full size.
    final TensorVector last = enlarge(pixels, schedule.full());
    if (!optimisation.cancelled()) journal.finish();
    if (optimisation.contentFactor() != 1)
      LOG.info(
          "At {} the content counted {} times as much as its weight says",
          schedule.full(),
          String.format(Locale.ROOT, "%.2f", optimisation.contentFactor()));
    return new TransferResult(
        finish(last.array()),
        optimisation.loss(),
        optimisation.contentFactor(),
        optimisation.evaluations(),
        optimisation.seconds(),
        optimisation.cancelled());
  }

  private List<Scale> scales() {
    return schedule.scales();
  }

  private void resume(final Snapshot<TensorVector> snapshot) {
    // Other tiles would round differently, and so do sums over a file.
    historyInFile = snapshot.number("run.historyInFile") == 1;
    optimisation.resume(snapshot);
    optimizer.restore(snapshot);
    if (settings.get(Settings.TILE).equals(TileSide.AUTO))
      tiles = new AdaptiveTileSize((int) snapshot.number("run.tile"));
    LOG.info("Going on after {} evaluations", optimisation.evaluations());
  }

  private void descend(final Scale scale, final TensorVector pixels) {
    try (NDManager own = manager.newSubManager()) {
      final RunPictures there = new RunPictures(own, units, settings);
      final ScaledInputs scene = there.scene(inputs, scale.size());
      final TransferSettings aim = scale.approach() ? approach : settings;
      final ColourScale toNetwork = new ColourScale(units, network.vgg().input(), own);
      final boolean wide = aim.get(Settings.STYLE_FORMULA).needsSinglePrecision();
      final FeatureExtractor eye = new FeatureExtractor(network.vgg(), toNetwork, wide);
      final FeatureExtractor exact = new FeatureExtractor(network.exact(), toNetwork, wide);
      try (Losses losses = losses(exact, aim, scene, optimisation.watched(scale));
          DefectCorrection correction = new DefectCorrection(tiles, exact, eye, losses)) {
        final MemoryAdaptiveLoss loss =
            new MemoryAdaptiveLoss(tiles, side -> loss(eye, losses, side));
        final Bounds bounds = there.bounds(scene);
        spectrum.setBounds(bounds);
        optimisation.run(
            new Stage(scale, loss, correction, bounds, this::finish), pixels, optimizer);
      }
    }
  }

  /** The terms of the loss, with targets as the exact network sees them. */
  private Losses losses(
      final FeatureExtractor exact,
      final TransferSettings aim,
      final ScaledInputs scene,
      final Set<Vgg19Layer> watched) {
    final Losses losses =
        tiles.compute(
            scene.size(),
            side ->
                new LossBuilder(new TiledFeatures(exact, side), aim, network.scale(), memory)
                    .build(scene, watched));
    return network.exact() == network.vgg()
        ? losses
        : losses.corrected(scene.size(), scene.content().getManager(), memory);
  }

  private Objective<TensorVector> loss(
      final FeatureExtractor eye, final Losses losses, final int side) {
    return losses.objective(
        network.session(), eye, new Evaluation(side, optimisation::emphasis, optimisation::accept));
  }

  private TransferPlan plan(final ProgressListener listener) {
    final TransferPlan plan =
        TransferPlan.of(
            schedule,
            settings,
            new TransferPlan.Resources(
                DeviceMemory.available(network.session().device()),
                network.session().device().equals(Device.cpu()),
                network.matrixRate()));
    LOG.info("{}", plan);
    if (plan.bytesInFile() > 0 && plan.bytesInFile() > MappedFile.room())
      LOG.warn("The folder {} may become full; choose a smaller size or adam", MappedFile.FOLDER);
    if (!plan.fits()) LOG.warn("Memory may run out; choose a smaller size or adam");
    listener.planned(plan);
    return plan;
  }

  private TensorVector handOver(final TensorVector pixels, final PictureSize size) {
    optimizer.changeSpace(new ScaleTransition(size));
    try (pixels) {
      return enlarge(pixels, size);
    }
  }

  /**
   * The pixels at another size. If the run began with the content, it is the change since then that
   * is enlarged: detail of the content that the smaller scale could not show is there from the
   * beginning, and where nothing had to change the content comes out unharmed.
   */
  private TensorVector enlarge(final TensorVector pixels, final PictureSize size) {
    final PictureSize own = PictureSize.of(pixels.array());
    final TensorVector enlarged = new ScaleTransition(size).map(pixels);
    if (own.equals(size) || !canvas.startsFromContent(inputs)) return enlarged;
    try (NDArray small = canvas.content(inputs.content(), own);
        NDArray smallEnlarged = PictureTensor.resize(small, size);
        NDArray large = canvas.content(inputs.content(), size)) {
      enlarged.array().subi(smallEnlarged);
      enlarged.array().addi(large);
    }
    return enlarged;
  }

  /** The picture to be shown: with the colours and the untouched remainder that are wanted. */
  private Img<FloatType> finish(final NDArray pixels) {
    final Img<FloatType> picture = canvas.toImg(pixels);
    final RandomAccessibleInterval<FloatType> content =
        canvas.resized(given.content(), PictureSize.of(pixels));
    return canvas
        .keptRemainder(given, PictureSize.of(pixels))
        .map(kept -> kept.compose(coloured(picture, content), content))
        .orElseGet(() -> coloured(picture, content));
  }

  private Img<FloatType> coloured(
      final Img<FloatType> picture, final RandomAccessibleInterval<FloatType> content) {
    return settings.get(Settings.COLOUR).finish(picture, content);
  }

  @Override
  public void close() {
    optimizer.close();
    spectrum.close();
    manager.close();
  }
}
