package sc.fiji.styletransfer.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A choice that cannot be used is forgotten before the engine starts. */
class EngineChoiceTest {

  @TempDir private Path folder;

  private MachineFile file;
  private EngineChoice choice;

  @BeforeEach
  void open() {
    file = new MachineFile(folder.resolve("preferences/machine.properties"));
    choice = new EngineChoice(file);
  }

  @Test
  void isRememberedAndForgotten() {
    assertEquals(Optional.empty(), choice.chosen());
    final EngineFolder engine = new EngineFolder(folder, "cu128");
    choice.remember(engine);
    assertEquals(Optional.of(engine), new EngineChoice(file).chosen());
    choice.forget();
    assertEquals(Optional.empty(), new EngineChoice(file).chosen());
  }

  @Test
  void aFolderThatVanishedIsGivenUpOnce() {
    choice.remember(new EngineFolder(folder.resolve("gone"), "cpu"));
    assertEquals(Optional.empty(), choice.begin());
    assertNull(System.getProperty("PYTORCH_LIBRARY_PATH"));
    assertEquals(Optional.empty(), choice.chosen());
  }

  @Test
  void anEngineThatEndedItsProcessIsGivenUp() throws IOException {
    choice.remember(new EngineFolder(folder, "cpu"));
    // No process has this number.
    file.change(values -> values.setProperty("engine.starting", String.valueOf(1L << 40)));
    assertEquals(Optional.empty(), choice.begin());
    assertEquals(Optional.empty(), choice.chosen());
  }

  @Test
  void preferencesThatAreNoPropertiesCountAsEmpty() throws IOException {
    choice.remember(new EngineFolder(folder, "cpu"));
    Files.writeString(folder.resolve("preferences/machine.properties"), "\\u00");
    assertEquals(Optional.empty(), choice.chosen());
    choice.remember(new EngineFolder(folder, "cpu"));
    assertTrue(choice.chosen().isPresent());
  }
}
