package sc.fiji.styletransfer.transfer;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.styletransfer.StyleTransferException;
import sc.fiji.styletransfer.features.ColourScale;
import sc.fiji.styletransfer.features.FeatureExtractor;
import sc.fiji.styletransfer.neighbour.StyleMatching;
import sc.fiji.styletransfer.network.Vgg19Layer;
import sc.fiji.styletransfer.objective.DefectCorrection;
import sc.fiji.styletransfer.objective.Evaluation;
import sc.fiji.styletransfer.objective.LossBuilder;
import sc.fiji.styletransfer.objective.LossDistribution;
import sc.fiji.styletransfer.objective.LossDistribution.DistributedObjective;
import sc.fiji.styletransfer.objective.Losses;
import sc.fiji.styletransfer.objective.MemoryAdaptiveLoss;
import sc.fiji.styletransfer.objective.ScaledInputs;
import sc.fiji.styletransfer.optimise.Objective;
import sc.fiji.styletransfer.optimise.Optimizer;
import sc.fiji.styletransfer.optimise.Snapshot;
import sc.fiji.styletransfer.optimise.VectorStore;
import sc.fiji.styletransfer.picture.ColourPlanes;
import sc.fiji.styletransfer.picture.MappedFile;
import sc.fiji.styletransfer.picture.PictureSize;
import sc.fiji.styletransfer.picture.PictureTensor;
import sc.fiji.styletransfer.pixels.Bounds;
import sc.fiji.styletransfer.pixels.ScaleTransition;
import sc.fiji.styletransfer.pixels.SpectralPreconditioner;
import sc.fiji.styletransfer.pixels.TensorStorage;
import sc.fiji.styletransfer.pixels.TensorVector;
import sc.fiji.styletransfer.plan.Phase;
import sc.fiji.styletransfer.plan.Scale;
import sc.fiji.styletransfer.plan.Schedule;
import sc.fiji.styletransfer.plan.TransferPlan;
import sc.fiji.styletransfer.plan.WassersteinApproach;
import sc.fiji.styletransfer.settings.Settings;
import sc.fiji.styletransfer.settings.TileSide;
import sc.fiji.styletransfer.settings.TransferSettings;
import sc.fiji.styletransfer.tensor.DeviceMemory;
import sc.fiji.styletransfer.tile.AdaptiveTileSize;
import sc.fiji.styletransfer.tile.TiledFeatures;

/**
 * One transfer from coarse to fine. At each scale it converts the inputs to the size of the scale,
 * computes the targets of the losses, optimises the pixels, and enlarges them for the next scale.
 */
final class CoarseToFineTransfer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CoarseToFineTransfer.class);

  private final LoadedNetwork network;
  private final TransferSettings settings;
  private final NDManager manager;
  private final PictureConverter converter;
  private final InputScaler scaler;

  /** Whether the start is a painted picture: what a smaller version of the whole shows. */
  private final boolean continues;

  private final InitialPixels initial;
  private final Schedule schedule;
  private final TransferPlan plan;
  private final OptimisationLoop loop;
  private final SpectralPreconditioner spectrum;
  private final Optimizer<TensorVector> optimizer;
  private final Checkpointing checkpointing;
  private final TensorStorage storage;
  private final StyleMatching matching;
  private AdaptiveTileSize tiles;
  private boolean historyInFile;
  private ScaledContent content;
  private TensorVector pixels;

  /**
   * @param network network that computes the features
   * @param settings settings of the run, with a decided precision
   * @param inputs pictures and regions
   * @param listener receives the plan and every evaluation, and may cancel the run
   */
  CoarseToFineTransfer(
      final LoadedNetwork network,
      final TransferSettings settings,
      final TransferInputs inputs,
      final ProgressListener listener) {
    this.network = network;
    this.settings = settings;
    manager = network.session().manager().newSubManager();
    Optional<Checkpointing> opened = Optional.empty();
    try {
      converter =
          new PictureConverter(
              settings.get(Settings.PIXEL_UNITS).convention(network.pair().vgg().input()), manager);
      scaler = new InputScaler(converter, settings, inputs);
      continues = inputs.surroundings().isPresent();
      initial = new InitialPixels(settings, scaler.prepared(), converter);
      schedule = Schedule.of(scaler.fullSize(), settings);
      plan = plan(listener);
      opened = Optional.of(new Checkpointing(settings, inputs, network.fingerprint()));
      checkpointing = opened.get();
      loop = new OptimisationLoop(settings, schedule, listener, checkpointing);
      tiles = new AdaptiveTileSize(plan.tileSide());
      historyInFile = plan.historyInFile() > 0;
      storage = plan.stateInFile() > 0 ? TensorStorage.FILE : TensorStorage.DEVICE;
      spectrum = new SpectralPreconditioner(manager);
      matching = new StyleMatching(manager, network.pair().vgg().precision());
      optimizer = Optimizers.of(settings, spectrum, this::emptyHistory);
    } catch (final RuntimeException | Error e) {
      opened.ifPresent(Checkpointing::close);
      manager.close();
      throw e;
    }
  }

  private TransferPlan plan(final ProgressListener listener) {
    final TransferPlan plan =
        TransferPlan.of(
            schedule,
            settings,
            network.pair().vgg().widths(),
            new TransferPlan.Resources(
                DeviceMemory.available(network.session().device()),
                network.session().device().equals(Device.cpu()),
                network.times().model()));
    LOG.info("{}", plan);
    if (plan.bytesInFile() > 0 && plan.bytesInFile() > MappedFile.room())
      LOG.warn(
          "The folder {} may become full. Choose a smaller size or the optimizer adam.",
          MappedFile.FOLDER);
    if (!plan.fits()) LOG.warn("Memory may run out. Choose a smaller size or the optimizer adam.");
    listener.planned(plan);
    return plan;
  }

  private VectorStore<TensorVector> emptyHistory() {
    return (historyInFile ? TensorStorage.FILE : TensorStorage.DEVICE).vectors();
  }

  /**
   * Runs the transfer, from the checkpoint if there is one.
   *
   * @return the stylised picture
   */
  TransferResult run() {
    final Optional<Snapshot<TensorVector>> snapshot = checkpointing.read(manager, storage);
    final int first = snapshot.map(this::restored).orElse(0);
    final boolean finished = first == schedule.scales().size();
    if (!finished)
      checkpointing.requireWritable(schedule.full().pixels() * ColourPlanes.COLOURS * Float.BYTES);
    checkpointing.addNumber("run.tile", tiles.side());
    checkpointing.addNumber("run.historyInFile", historyInFile ? 1 : 0);
    content =
        scaler.content(finished ? schedule.full() : schedule.scales().get(first).size(), manager);
    pixels =
        snapshot
            .map(state -> state.vector("run.pixels"))
            .orElseGet(() -> new TensorVector(initial.create(content, manager), storage));
    for (int i = first; i < schedule.scales().size() && !loop.isCancelled(); i++) {
      final Scale scale = schedule.scales().get(i);
      // A restored optimiser continues within its scale and keeps its state.
      if (i > first || snapshot.isEmpty()) changeScale(scale.size());
      final long begin = System.nanoTime();
      final int evaluations = loop.evaluations();
      boolean ended = optimise(i, i == first ? snapshot : Optional.empty());
      while (!ended) ended = optimise(i, Optional.empty());
      learn(scale, loop.evaluations() - evaluations, (System.nanoTime() - begin) / 1e9);
    }
    if (!loop.isCancelled()) network.times().remember();
    // A run that was cancelled at a small scale still has a result of full size.
    if (!content.size().equals(schedule.full())) resize(schedule.full());
    if (!finished && !loop.isCancelled()) checkpointing.writeNow(this::saveFinished);
    return result();
  }

  private void learn(final Scale scale, final int evaluations, final double seconds) {
    final boolean alone = network.distribution() == LossDistribution.NONE;
    // The plan's tiles are those of the measured time only if memory did not run out.
    if (alone && tiles.side() == plan.tileSide())
      plan.learn(
          new Scale(scale.size(), evaluations, scale.phase()),
          settings,
          network.pair().vgg().widths(),
          seconds,
          network.times());
  }

  private void saveFinished(final Snapshot<TensorVector> snapshot) {
    loop.saveFinished(snapshot);
    snapshot.put("run.pixels", pixels);
  }

  /** Restores a state and returns the index of the scale in which it was written. */
  private int restored(final Snapshot<TensorVector> snapshot) {
    try {
      if (!snapshot.has("run.pixels")) throw new IllegalArgumentException("no pixels");
      restore(snapshot);
      return (int) snapshot.number("run.stage");
    } catch (final IllegalArgumentException e) {
      throw checkpointing.damaged(e);
    }
  }

  private void restore(final Snapshot<TensorVector> snapshot) {
    // Sums over other tiles or over a file round differently.
    historyInFile = snapshot.number("run.historyInFile") == 1;
    loop.restore(snapshot);
    if (snapshot.number("run.stage") < schedule.scales().size()) optimizer.restore(snapshot);
    if (settings.get(Settings.TILE).equals(TileSide.AUTO))
      tiles = new AdaptiveTileSize((int) snapshot.number("run.tile"));
    LOG.info("The run continues after {} evaluations.", loop.evaluations());
  }

  /** Returns whether the scale is finished; if not, it needs losses with other strokes. */
  private boolean optimise(final int stage, final Optional<Snapshot<TensorVector>> snapshot) {
    final double strokes = loop.strokes();
    final Scale scale = schedule.scales().get(stage);
    final TransferSettings loss =
        scale.approach() ? WassersteinApproach.settings(settings) : settings;
    if (network.distribution().includes(scale.size()))
      return optimiseElsewhere(stage, loss, strokes);
    try (NDManager owner = manager.newSubManager()) {
      final ScaledInputs inputs = scaler.inputs(content, strokes, owner);
      final NetworkPair pair = network.pair();
      final ColourScale toNetwork = new ColourScale(converter.units(), pair.vgg().input(), owner);
      final boolean wide = loss.get(Settings.STYLE_FORMULA).needsSinglePrecision();
      final FeatureExtractor extractor = new FeatureExtractor(pair.vgg(), toNetwork, wide);
      final FeatureExtractor exact = new FeatureExtractor(pair.exact(), toNetwork, wide);
      final Optional<TensorVector> matched = matched(loss, snapshot);
      matched.ifPresent(vector -> vector.array().attach(owner));
      final ScaledInputs.State state =
          new ScaledInputs.State(
              extractor,
              matched.orElse(pixels).array(),
              stage == 0 && !continues,
              scale.phase() == Phase.SPLITTING,
              matching);
      final Losses built = losses(exact, loss, inputs, loop.monitored(scale), state);
      // Targets need arrays of other sizes than evaluations, for which the freed ones would stay.
      network.session().trim();
      try (Losses losses =
              pair.isRounded()
                  ? built.corrected(inputs.size(), pair.exact().widths(), owner, storage)
                  : built;
          DefectCorrection correction = new DefectCorrection(tiles, exact, extractor, losses);
          Bounds bounds = scaler.bounds(content, owner)) {
        spectrum.setBounds(bounds);
        return loop.run(
            new Stage(
                stage,
                scale,
                strokes,
                new MemoryAdaptiveLoss(
                    tiles, network.session()::trim, side -> objective(extractor, losses, side)),
                correction,
                bounds,
                composer(),
                matched),
            pixels,
            optimizer);
      }
    }
  }

  /** Optimises a scale whose loss other machines evaluate, in single precision. */
  private boolean optimiseElsewhere(
      final int stage, final TransferSettings loss, final double strokes) {
    if (loss.matches())
      throw new StyleTransferException(
          "The style formula neighbours cannot be computed on several machines, because it compares"
              + " every place of the content with every place of the style. Choose the preset"
              + " balanced, or stylise this image on one machine.");
    final Scale scale = schedule.scales().get(stage);
    try (NDManager owner = manager.newSubManager()) {
      final LossDistribution.Problem problem =
          new LossDistribution.Problem(
              network.session(),
              owner,
              converter.units(),
              network.pair().vgg().widths(),
              loss,
              network.scale(),
              scaler.inputs(content, strokes, owner),
              loop.monitored(scale),
              new Evaluation(0, loop::weighting, loop::accept));
      try (DistributedObjective objective = network.distribution().prepare(problem);
          Bounds bounds = scaler.bounds(content, owner)) {
        spectrum.setBounds(bounds);
        return loop.run(
            new Stage(
                stage,
                scale,
                strokes,
                objective,
                DefectCorrection.NONE,
                bounds,
                composer(),
                Optional.empty()),
            pixels,
            optimizer);
      }
    }
  }

  /** Returns a copy of the pixels at which the style is matched at a stage. */
  private Optional<TensorVector> matched(
      final TransferSettings loss, final Optional<Snapshot<TensorVector>> snapshot) {
    if (!loss.matches()) return Optional.empty();
    return Optional.of(
        snapshot.map(state -> state.vector(OptimisationLoop.MATCHED)).orElseGet(pixels::duplicate));
  }

  /** Computes the losses with targets from the exact network. */
  private Losses losses(
      final FeatureExtractor exact,
      final TransferSettings loss,
      final ScaledInputs inputs,
      final Set<Vgg19Layer> monitored,
      final ScaledInputs.State state) {
    return tiles.compute(
        inputs.size(),
        side ->
            new LossBuilder(new TiledFeatures(exact, side), loss, network.scale(), storage)
                .build(inputs, monitored, state));
  }

  private Objective<TensorVector> objective(
      final FeatureExtractor extractor, final Losses losses, final int side) {
    return losses.objective(
        network.session(), extractor, new Evaluation(side, loop::weighting, loop::accept));
  }

  private void changeScale(final PictureSize size) {
    optimizer.changeSpace(new ScaleTransition(size));
    if (!content.size().equals(size)) resize(size);
  }

  /**
   * Resizes content and pixels. If the run starts from the content, only the change since then is
   * enlarged. The next scale then starts with the details of the content that the smaller scale
   * could not contain, and parts that did not change equal the content.
   */
  private void resize(final PictureSize size) {
    final ScaledContent larger = scaler.content(size, manager);
    final TensorVector enlarged = new ScaleTransition(size).map(pixels);
    if (initial.isContent())
      try (NDArray before = PictureTensor.resize(content.pixels(), size)) {
        enlarged.array().subi(before);
        enlarged.array().addi(larger.pixels());
      }
    pixels.close();
    content.close();
    pixels = enlarged;
    content = larger;
  }

  private ResultComposer composer() {
    return new ResultComposer(converter, settings.get(Settings.COLOUR), content);
  }

  private TransferResult result() {
    if (loop.contentFactor() != 1)
      LOG.info(
          "The content weight was multiplied by {} to keep the strength of the style.",
          String.format(Locale.ROOT, "%.2f", loop.contentFactor()));
    return new TransferResult(
        composer().compose(pixels.array()),
        loop.loss(),
        loop.contentFactor(),
        loop.evaluations(),
        loop.seconds(),
        loop.isCancelled(),
        loop.changes());
  }

  /** Frees all tensors of the run. */
  @Override
  public void close() {
    try (manager;
        checkpointing;
        matching;
        spectrum) {
      optimizer.close();
    }
  }
}
