package sc.fiji.styletransfer.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sc.fiji.styletransfer.machine.EngineChoice;
import sc.fiji.styletransfer.machine.EngineFolder;
import sc.fiji.styletransfer.machine.InstalledEngines;
import sc.fiji.styletransfer.machine.MachineFile;
import sc.fiji.styletransfer.machine.ThreadCount;
import sc.fiji.styletransfer.tensor.DeviceChoice;
import sc.fiji.styletransfer.tensor.TensorEngine;
import sc.fiji.styletransfer.tensor.TensorSession;

/** Describes the engine that runs, the choice of the user, and what else this computer has. */
public final class EngineReport {

  private EngineReport() {}

  /**
   * Starts the engine and describes it.
   *
   * @return several lines
   */
  public static List<String> lines() {
    final TensorEngine engine = TensorEngine.start();
    final Optional<EngineFolder> chosen = EngineChoice.standard().chosen();
    final List<String> lines = new ArrayList<>();
    lines.add("Engine: " + engine.version() + " in " + engine.libraries());
    lines.add("Devices: " + String.join(", ", engine.devices()));
    lines.add("Chosen: " + chosen.map(EngineFolder::toString).orElse("the plugin's own engine"));
    lines.add(threads());
    if (chosen.isPresent() && !engine.libraries().equals(chosen.get().folder()))
      lines.add("Restart the program to use the chosen engine.");
    InstalledEngines.cards().forEach(line -> lines.add("NVIDIA: " + line));
    final List<String> installations = InstalledEngines.standard().installations();
    if (installations.isEmpty()) lines.add("No other installation of PyTorch was found.");
    installations.forEach(line -> lines.add("PyTorch: " + line));
    return lines;
  }

  /**
   * Describes with how many threads the CPU computes.
   *
   * @return one line
   */
  public static String threads() {
    try (TensorSession session = TensorEngine.start().open(new DeviceChoice("cpu"))) {
      final boolean chosen = ThreadCount.chosen(MachineFile.standard()).isPresent();
      return "Threads on the CPU: %s (%s)"
          .formatted(session.threads(), chosen ? "chosen" : "the fastest, or the engine's number");
    }
  }

  /**
   * Checks and tries an engine, and remembers it.
   *
   * @param folder folder that the user names
   * @return lines that say what was tried, and what to do next
   * @throws sc.fiji.styletransfer.StyleTransferException if the engine cannot be used; nothing is
   *     remembered then
   */
  public static List<String> use(final Path folder) {
    final EngineFolder engine = EngineFolder.check(folder);
    final String found = EngineTrial.run(engine);
    EngineChoice.standard().remember(engine);
    return List.of("Tried: " + found + ".", "The next start of the program uses this engine.");
  }
}
