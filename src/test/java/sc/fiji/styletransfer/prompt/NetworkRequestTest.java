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

/** What a person is asked before a network is fetched, and what follows from the answer. */
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
  void nobodyIsAskedForWhatIsHere() {
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
    assertTrue(shown.get(shown.size() - 1).matches("Fetching keras.h5: (\\S+) of \\1 MB"));

    assertEquals(Optional.of("imagenet"), network(settle("imagenet", "")));
    assertEquals(1, questions.size());
    assertEquals(1, server.requests());
  }

  @Test
  void nothingIsDownloadedIfThePersonCallsItOff() {
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
  void aFileOfThePersonsOwnCanTakeItsPlace() {
    chosen = Optional.of(keras);
    assertTrue(settle("imagenet", NetworkRequest.CHOOSE_FILE).isPresent());
    assertEquals(0, server.requests());
    assertEquals(1, folder.toFile().list().length);
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

  private NetworkSupply supply() {
    return new NetworkSupply(
        new WeightsFolders(List.of(folder), elsewhere), server.sources("CC BY 4.0, its authors"));
  }

  private NetworkRequest request(final String answer) {
    return new NetworkRequest(supply(), new Answering(answer), name -> new Noting());
  }

  private Optional<SettingTexts> settle(final String network, final String answer) {
    return request(answer).settle(new SettingTexts(Map.of("network", network)));
  }

  private static Optional<String> network(final Optional<SettingTexts> words) {
    return words.flatMap(said -> said.get("network"));
  }

  /** Gives one answer to everything; an empty one calls it off. */
  private final class Answering implements UserPrompt {

    private final String answer;

    Answering(final String answer) {
      this.answer = answer;
    }

    @Override
    public Optional<String> ask(final String title, final String text, final List<String> answers) {
      questions.add(text);
      assertTrue(answer.isEmpty() || answers.contains(answer), answers::toString);
      return Optional.of(answer).filter(said -> !said.isEmpty());
    }

    @Override
    public Optional<Path> chooseFile(final String title) {
      return chosen;
    }
  }

  /** Notes what is shown. */
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
