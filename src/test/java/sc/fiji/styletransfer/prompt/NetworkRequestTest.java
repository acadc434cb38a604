package sc.fiji.styletransfer.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.styletransfer.display.RunDisplay;
import sc.fiji.styletransfer.fetch.DownloadException;
import sc.fiji.styletransfer.fetch.NetworkServer;
import sc.fiji.styletransfer.fetch.NetworkSupply;
import sc.fiji.styletransfer.job.SettingTexts;
import sc.fiji.styletransfer.network.WeightsException;
import sc.fiji.styletransfer.weights.WeightsFolders;
import sc.fiji.styletransfer.weights.WeightsReport;
import sc.fiji.styletransfer.weights.file.SampleFiles;

/** The question before a download, and the effect of each answer. */
@Tag("slow")
class NetworkRequestTest {

  @TempDir static Path shared;

  private static Path keras;

  @TempDir Path folder;

  private final List<String> questions = new ArrayList<>();
  private final List<String> shown = new ArrayList<>();
  private List<Path> elsewhere = List.of();
  private Optional<Path> chosen = Optional.empty();
  private boolean stops;
  private NetworkServer server;

  @BeforeAll
  static void writeNetwork() throws IOException {
    keras = shared.resolve("keras.h5");
    SampleFiles.writeKeras(keras);
  }

  @BeforeEach
  void startServer() throws IOException {
    server = new NetworkServer(keras);
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void anInstalledNetworkNeedsNoQuestion() {
    assertEquals(Optional.of("builtin"), network(settle("Built-in", "")));
    assertEquals(Optional.of("random"), network(settle("random", "")));
    assertEquals(List.of(), questions);
  }

  @Test
  void theQuestionNamesFileSizeSourceLicenceAndFolderAndComesOnce() {
    assertEquals(
        Optional.of("imagenet"),
        network(settle(NetworkEntry.IMAGENET.label(), NetworkRequest.DOWNLOAD)));
    final String megabytes = "(%.1f MB)".formatted(keras.toFile().length() / 1e6);
    for (final String needed :
        List.of("keras.h5", megabytes, "127.0.0.1", "CC BY 4.0", folder.toString()))
      assertTrue(questions.get(0).contains(needed), questions.get(0));
    final Path kept = folder.resolve("vgg19-oxford.safetensors");
    assertTrue(WeightsReport.of(kept).intact());
    assertTrue(shown.get(shown.size() - 1).matches("Downloading keras.h5: (\\S+) of \\1 MB"));

    assertEquals(Optional.of("imagenet"), network(settle("imagenet", "")));
    assertEquals(1, questions.size());
    assertEquals(1, server.requests());
  }

  @Test
  void nothingIsDownloadedIfTheUserCancels() {
    assertEquals(Optional.empty(), settle("imagenet", ""));
    assertEquals(1, questions.size());
    assertEquals(0, server.requests());
    assertEquals(0, folder.toFile().list().length);
  }

  @Test
  void aCopyFoundElsewhereIsOfferedInstead() throws IOException {
    elsewhere = List.of(Files.copy(keras, shared.resolve("copy-" + System.nanoTime() + ".h5")));
    settle("oxford", NetworkRequest.TAKE_COPY);
    assertTrue(questions.get(0).contains(elsewhere.get(0).toString()), questions.get(0));
    assertEquals(0, server.requests());
    assertEquals(Optional.of("imagenet"), network(settle("imagenet", "")));
    assertEquals(1, questions.size());
  }

  @Test
  void aFileCanBeImportedInstead() {
    chosen = Optional.of(keras);
    assertTrue(settle("imagenet", NetworkRequest.CHOOSE_FILE).isPresent());
    assertEquals(0, server.requests());
    assertTrue(supply().isImageNetHere());
    chosen = Optional.of(shared.resolve("absent.h5"));
    assertThrows(
        WeightsException.class,
        () -> request(NetworkRequest.CHOOSE_FILE).obtain(supply().offer("oxford")));
  }

  @Test
  void anyWeightsFileCanBeChosenForARun() {
    chosen = Optional.of(keras);
    assertEquals(Optional.of(keras.toString()), network(settle(NetworkEntry.FILE.label(), "")));
    chosen = Optional.empty();
    assertEquals(Optional.empty(), settle(NetworkEntry.FILE.label(), ""));
  }

  @Test
  void aDownloadCanBeStopped() {
    stops = true;
    final DownloadException e =
        assertThrows(DownloadException.class, () -> settle("imagenet", NetworkRequest.DOWNLOAD));
    assertTrue(e.getMessage().contains("cancelled"), e.getMessage());
    assertTrue(Files.notExists(folder.resolve("vgg19-oxford.safetensors")));
    stops = false;
    assertTrue(settle("imagenet", NetworkRequest.DOWNLOAD).isPresent());
  }

  @Test
  void afterAFailedDownloadAFileCanBeChosen() {
    server.close();
    final List<String> answers = new ArrayList<>(List.of(NetworkRequest.DOWNLOAD));
    answers.add(NetworkRequest.CHOOSE_FILE);
    chosen = Optional.of(keras);
    final NetworkRequest request =
        new NetworkRequest(supply(), new Answering(answers), name -> new Noting());
    assertTrue(request.settle(new SettingTexts(Map.of("network", "imagenet"))).isPresent());
    assertEquals(2, questions.size());
    assertTrue(supply().isImageNetHere());
  }

  @Test
  void aMacroGetsASentenceThatNamesTheMenuEntry() {
    final WeightsException e =
        assertThrows(
            WeightsException.class,
            () -> request("").require(new SettingTexts(Map.of("network", "imagenet"))));
    assertTrue(
        e.getMessage().contains("Plugins > Style Transfer > Style Transfer (Weights)..."),
        e.getMessage());
    assertTrue(e.getMessage().contains(folder.toString()), e.getMessage());
    assertEquals(List.of(), questions);
  }

  private NetworkSupply supply() {
    return new NetworkSupply(
        new WeightsFolders(List.of(folder), elsewhere), server.sources("CC BY 4.0, its authors"));
  }

  private NetworkRequest request(final String answer) {
    return new NetworkRequest(supply(), new Answering(List.of(answer)), name -> new Noting());
  }

  private Optional<SettingTexts> settle(final String network, final String answer) {
    return request(answer).settle(new SettingTexts(Map.of("network", network)));
  }

  private static Optional<String> network(final Optional<SettingTexts> texts) {
    return texts.flatMap(settled -> settled.get("network"));
  }

  /** Gives one answer after the other, and the last one again; an empty answer cancels. */
  private final class Answering implements UserPrompt {

    private final List<String> remaining;

    Answering(final List<String> answers) {
      remaining = new ArrayList<>(answers);
    }

    @Override
    public Optional<String> ask(final String title, final String text, final List<String> answers) {
      questions.add(text);
      final String answer = remaining.size() > 1 ? remaining.remove(0) : remaining.get(0);
      assertTrue(answer.isEmpty() || answers.contains(answer), answers::toString);
      return Optional.of(answer).filter(given -> !given.isEmpty());
    }

    @Override
    public Optional<Path> chooseFile(final String title) {
      return chosen;
    }
  }

  /** Collects the texts that a display shows. */
  private final class Noting implements RunDisplay {

    @Override
    public void show(final int done, final int total, final String text) {
      assertTrue(done <= total);
      shown.add(text);
    }

    @Override
    public boolean isStopped() {
      return stops;
    }

    @Override
    public void close() {
      // nothing is open
    }
  }
}
