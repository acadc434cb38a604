package sc.fiji.styletransfer.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.macro.Interpreter;
import ij.process.ColorProcessor;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.AbstractContextual;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.command.ContextCommand;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.module.Module;
import org.scijava.plugin.Parameter;
import org.scijava.task.Task;
import org.scijava.task.event.TaskEvent;
import sc.fiji.styletransfer.image.file.ImageFileReader;
import sc.fiji.styletransfer.image.file.ImageFileWriter;
import sc.fiji.styletransfer.job.RunRecord;

public class StyleTransferCommandTest {

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
    assertTrue(module.getCancelReason().startsWith("There is no style image"));
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
            case "preset" -> "seed";
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
    assertTrue(task.getStatusMessage().matches("Style transfer: .* iteration \\d+ of .* left"));
  }

  @Test
  void aMacroEndsAtARefusedValueAndAtAnInputItCannotDoWithout() {
    for (final String given : List.of("iterations=0", "iterations=1")) {
      final String macro =
          "call('%s.prepare', '%s'); return 'went on';".formatted(getClass().getName(), given);
      assertNull(new Interpreter().run(macro, ""), given);
    }
  }

  /** Called by the macro above: what SciJava does first with such a line, no image being open. */
  public static String prepare(final String option) throws Exception {
    try (Context context = new Context()) {
      final Module module =
          context
              .service(CommandService.class)
              .getCommand(StyleTransferCommand.class)
              .createModule();
      context.inject(module.getDelegateObject());
      module.setInput("iterations", Integer.valueOf(option.substring(option.indexOf('=') + 1)));
      module.resolveInput("iterations");
      final InputPreprocessor preprocessor = new InputPreprocessor();
      context.inject(preprocessor);
      preprocessor.process(module);
      assertTrue(preprocessor.isCanceled(), option);
      return "";
    }
  }

  @Test
  void leavesOtherCommandsAlone() throws Exception {
    final CommandInfo info = new CommandInfo(OtherCommand.class);
    final Module module = info.createModule();
    new InputPreprocessor().process(module);
    assertFalse(module.isInputResolved("content"));
    assertFalse(module.isInputResolved("size"));
  }

  /** A command of somebody else with inputs of the same names. */
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
