package sc.fiji.styletransfer.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.Macro;
import ij.WindowManager;
import ij.macro.Interpreter;
import ij.process.ColorProcessor;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.AbstractContextual;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.command.ContextCommand;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.log.LogLevel;
import org.scijava.log.LogService;
import org.scijava.module.Module;
import org.scijava.plugin.Parameter;
import org.scijava.task.Task;
import org.scijava.task.event.TaskEvent;
import sc.fiji.styletransfer.dialog.RememberedEntries;
import sc.fiji.styletransfer.image.read.ImageFileReader;
import sc.fiji.styletransfer.image.write.ImageFileWriter;
import sc.fiji.styletransfer.job.RunRecord;
import sc.fiji.styletransfer.settings.Settings;

public class StyleTransferCommandTest {

  private static final BlockingQueue<String> MESSAGES = new LinkedBlockingQueue<>();

  private final Context context = new Context();

  @AfterEach
  void dispose() {
    context.dispose();
  }

  static ImagePlus picture(final String title, final long seed) {
    final ColorProcessor pixels = new ColorProcessor(32, 24);
    final Random random = new Random(seed);
    for (int i = 0; i < pixels.getPixelCount(); i++) pixels.set(i, random.nextInt(0x1000000));
    return new ImagePlus(title, pixels);
  }

  private CommandModule run(final Object... inputs) throws Exception {
    return run(context, inputs);
  }

  /** Runs the command as a script does. */
  static CommandModule run(final Context context, final Object... inputs) throws Exception {
    return context
        .service(CommandService.class)
        .run(StyleTransferCommand.class, true, inputs)
        .get();
  }

  @Test
  void runsHeadlessThroughTheCommandService() throws Exception {
    final ImagePlus content = picture("content", 1);
    final int[] before = ((int[]) content.getProcessor().getPixels()).clone();

    final CommandModule module =
        run("content", content, "styleimage", picture("style", 2), "iterations", 5);

    final ImagePlus output = (ImagePlus) module.getOutput("output");
    assertFalse(module.isCanceled(), module.getCancelReason());
    assertEquals(32, output.getWidth());
    assertEquals(24, output.getHeight());
    final int[] after = (int[]) output.getProcessor().getPixels();
    assertNotEquals(-1, Arrays.mismatch(before, after));
    assertEquals(-1, Arrays.mismatch(before, (int[]) content.getProcessor().getPixels()));
    assertEquals("content-stylised", output.getTitle());
  }

  @Test
  void saysWhatIsMissing() throws Exception {
    final CommandModule module = run("content", picture("content", 1), "iterations", 2);

    assertTrue(module.isCanceled());
    assertTrue(
        module.getCancelReason().startsWith("No style image was chosen."),
        module.getCancelReason());
    assertNull(module.getOutput("output"));
  }

  @Test
  void refusesAnUnknownPresetBeforeItRuns() throws Exception {
    final Module module =
        context.service(CommandService.class).getCommand(StyleTransferCommand.class).createModule();
    context.inject(module.getDelegateObject());
    module.setInput("preset", "nonsense");
    module.resolveInput("preset");
    final InputPreprocessor preprocessor = new InputPreprocessor();
    context.inject(preprocessor);
    preprocessor.process(module);
    assertTrue(preprocessor.isCanceled());
    final String reason = preprocessor.getCancelReason();
    assertTrue(reason.contains("preset") && reason.contains("nonsense"), reason);
  }

  @Test
  void refusesTheContentAsStyle() throws Exception {
    final ImagePlus content = picture("content", 1);
    final CommandModule module = run("content", content, "styleimage", content);
    assertTrue(module.getCancelReason().startsWith("Content and style are the same image"));
  }

  @Test
  void whatAScriptLeavesOutComesFromThePreset() throws Exception {
    final CommandInfo info =
        context.service(CommandService.class).getCommand(StyleTransferCommand.class);
    final Module module = info.createModule();
    context.inject(module.getDelegateObject());
    for (final String given : List.of("preset", "styleweight", "stylefile")) {
      final Object value =
          switch (given) {
            case "preset" -> "udacity";
            case "styleweight" -> 7.0;
            default -> new File("style.png");
          };
      module.setInput(given, value);
      module.resolveInput(given);
    }

    final InputPreprocessor preprocessor = new InputPreprocessor();
    context.inject(preprocessor);
    preprocessor.process(module);

    assertEquals(2000, module.getInput("iterations"));
    assertEquals(7.0, module.getInput("styleweight"));
    assertEquals("file", module.getInput("stylesource"));
    assertTrue(module.isInputResolved("saveas"), "no chooser for a file not given");
    assertFalse(module.isInputResolved("content"), "SciJava has to name what is missing");
  }

  @Test
  void writesTheResultToAFile(@TempDir final Path folder) throws Exception {
    final File file = folder.resolve("out.tif").toFile();
    final File style = folder.resolve("style.png").toFile();
    new ImageFileWriter().write(picture("style", 2), style.toPath());
    run("content", picture("c", 1), "stylefile", style, "iterations", 1, "saveas", file);
    assertEquals("1", RunRecord.read(new ImageFileReader().open(file.toPath())).get("iterations"));
  }

  @Test
  void theTasksStopButtonEndsTheRunAndGivesTheImageSoFar() throws Exception {
    final BlockingQueue<Task> tasks = new LinkedBlockingQueue<>();
    final Object subscriber =
        new AbstractContextual() {
          @EventHandler
          void onEvent(final TaskEvent event) {
            tasks.add(event.getTask());
          }
        };
    context.service(EventService.class).subscribe(subscriber);
    final Future<CommandModule> run =
        context
            .service(CommandService.class)
            .run(
                StyleTransferCommand.class,
                true,
                "content",
                picture("content", 1),
                "styleimage",
                picture("style", 2),
                "iterations",
                1_000_000);
    Task task = tasks.poll(60, TimeUnit.SECONDS);
    while (task.getProgressValue() < 2) task = tasks.poll(60, TimeUnit.SECONDS);
    task.cancel("by the user");

    final ImagePlus output = (ImagePlus) run.get(60, TimeUnit.SECONDS).getOutput("output");
    final Map<String, String> record = RunRecord.read(output);
    assertEquals("true", record.get("stopped"));
    assertTrue(task.isDone());
    assertTrue(task.getProgressMaximum() >= 1_000_000);
    assertEquals("Style transfer", task.getName());
    assertTrue(task.getStatusMessage().matches("32 × 24, iteration \\d+ of .* left"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "styleimage=a iterations=0 | The setting 'iterations' cannot be '0'. Allowed values: 1 to",
        "styleimage=a iterations=abc | The setting 'iterations' cannot be 'abc'. Allowed values: 1"
            + " to",
        "styleimage=a slices=9-3 | The range 9-3 is empty",
        "styleimage=a liveview=maybe | The setting 'live-view' cannot be 'maybe'. Allowed values:"
            + " true, false.",
        "styleimage=a | No image with the title 'a' is open.",
        "styleimage=[a [1] | No image with the title 'a [1' is open.",
        "content=b | No image with the title 'b' is open.",
        "tile=256 | The setting 'tile' is gone; set 'memory' to limit the memory of a run.",
        "itreations=3 | itreations",
        "stylefile=x.png | No image is open. Open the image to stylise first.",
      })
  void aMacroEndsWithASentenceAtAWrongOption(final String options, final String sentence) {
    MESSAGES.clear();
    final String macro =
        "call('%s.prepare', '%s'); return 'went on';".formatted(getClass().getName(), options);
    assertNull(new Interpreter().run(macro, ""), options);
    final String message = MESSAGES.poll();
    assertTrue(message.contains(sentence.strip()), message);
    assertTrue(MESSAGES.isEmpty(), MESSAGES::toString);
  }

  /** Called by the macro above: SciJava's first steps with such options. */
  public static String prepare(final String options) throws Exception {
    final String name = Thread.currentThread().getName();
    // ImageJ passes options to threads of this name only.
    Thread.currentThread().setName("Run$_" + name);
    Macro.setOptions(options);
    try (Context context = new Context()) {
      context
          .service(LogService.class)
          .addLogListener(
              message -> {
                if (message.level() == LogLevel.ERROR) MESSAGES.add(message.text());
              });
      final Module module = preprocessed(context);
      return String.valueOf(module.getInput("stylefile"));
    } finally {
      Macro.setOptions(null);
      Thread.currentThread().setName(name);
    }
  }

  private static Module preprocessed(final Context context) throws Exception {
    final Module module =
        context.service(CommandService.class).getCommand(StyleTransferCommand.class).createModule();
    context.inject(module.getDelegateObject());
    final InputPreprocessor preprocessor = new InputPreprocessor();
    context.inject(preprocessor);
    preprocessor.process(module);
    return module;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"my tmp[A(.png", "a] b[.png", "a=b.png", "say it.png", "Größe 図.png", "[x.png"})
  void aMacroReadsAnyFileName(final String name) {
    final ImagePlus content = picture("content", 1);
    WindowManager.setTempCurrentImage(content);
    try {
      final String macro =
          "return call('%s.prepare', 'stylefile=[/data/%s] size=48');"
              .formatted(getClass().getName(), name);
      MESSAGES.clear();
      final String read = new Interpreter().run(macro, "");
      assertEquals(new File("/data/" + name).toString(), read, MESSAGES::toString);
    } finally {
      WindowManager.setTempCurrentImage(null);
    }
  }

  @Test
  void aScriptThatSetsARemovedSettingGetsTheSentence() throws Exception {
    MESSAGES.clear();
    context
        .service(LogService.class)
        .addLogListener(
            message -> {
              if (message.level() == LogLevel.ERROR) MESSAGES.add(message.text());
            });
    final CommandModule module =
        run("content", picture("c", 1), "styleimage", picture("s", 2), "tile", 256);
    assertTrue(module == null || module.isCanceled());
    assertEquals(
        "The setting 'tile' is gone; set 'memory' to limit the memory of a run.", MESSAGES.poll());
  }

  @Test
  void valuesOfScriptsAreNotRemembered() throws Exception {
    final Optional<String> before = RememberedEntries.of(Settings.ITERATIONS);
    run("content", picture("c", 1), "styleimage", picture("s", 2), "iterations", 3);
    assertEquals(before, RememberedEntries.of(Settings.ITERATIONS));
    final CommandInfo info =
        context.service(CommandService.class).getCommand(StyleTransferCommand.class);
    assertNotEquals(3, info.createModule().getInput("iterations"));
  }

  @Test
  void leavesOtherCommandsAlone() throws Exception {
    final CommandInfo info = new CommandInfo(OtherCommand.class);
    final Module module = info.createModule();
    new InputPreprocessor().process(module);
    assertFalse(module.isInputResolved("content"));
    assertFalse(module.isInputResolved("size"));
  }

  /** A command of another plugin with inputs of the same names. */
  public static class OtherCommand extends ContextCommand {

    @Parameter(required = false)
    private ImagePlus content;

    @Parameter private int size = 3;

    @Override
    public void run() {
      throw new IllegalStateException("not to be run");
    }
  }
}
