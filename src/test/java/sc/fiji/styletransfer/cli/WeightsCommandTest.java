package sc.fiji.styletransfer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import sc.fiji.styletransfer.fetch.NetworkServer;
import sc.fiji.styletransfer.fetch.NetworkSupply;
import sc.fiji.styletransfer.network.NetworkFingerprint;
import sc.fiji.styletransfer.weights.WeightsFolders;
import sc.fiji.styletransfer.weights.file.SampleFiles;

/** What a person sees of {@code stylize weights}. */
@Tag("slow")
class WeightsCommandTest {

  @TempDir static Path shared;

  private static Path keras;
  private static NetworkFingerprint fingerprint;

  @TempDir Path folder;

  private NetworkServer server;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void writeNetwork() throws IOException {
    keras = shared.resolve("keras.h5");
    fingerprint = SampleFiles.writeKeras(keras);
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
  void nothingIsHereAtFirstAndNothingIsDownloadedByAsking() {
    assertEquals(0, run("list"));
    assertTrue(out.toString().contains("No other network is installed"), out.toString());
    assertEquals(0, run("verify"));
    assertEquals(0, run("where"));
    assertTrue(out.toString().contains(folder.toString()), out.toString());
    assertEquals(0, server.requests());
  }

  @Test
  void fetchSaysWhatItDoesAndListAndVerifyKnowTheResult() throws IOException {
    assertEquals(0, run("fetch"));
    assertTrue(err.toString().contains("keras.h5 ("), err.toString());
    assertTrue(err.toString().contains("a licence"), err.toString());
    assertTrue(err.toString().contains(" MB"), err.toString());
    assertTrue(out.toString().contains(fingerprint.abbreviated()), out.toString());
    out.getBuffer().setLength(0);
    assertEquals(0, run("list"));
    assertTrue(out.toString().contains("  builtin  built into the program"), out.toString());
    assertTrue(out.toString().contains("\noxford       " + fingerprint.abbreviated()));
    assertTrue(out.toString().contains("vgg19-oxford.safetensors  from keras.h5"));
    assertEquals(0, run("verify"));
    assertTrue(out.toString().contains("intact "), out.toString());
    damage(folder.resolve("vgg19-oxford.safetensors"));
    assertEquals(1, run("verify"));
    assertTrue(out.toString().contains("DAMAGED"), out.toString());
  }

  @Test
  void importTakesAFileUnderAnyName() throws IOException {
    final Path renamed = Files.copy(keras, folder.resolve("my network.bin"));
    assertEquals(0, run("import", renamed.toString()));
    assertTrue(out.toString().contains(fingerprint.abbreviated()), out.toString());
    assertEquals(1, run("import", folder.resolve("absent").toString()));
    assertTrue(err.toString().contains("does not exist"), err.toString());
    assertEquals(0, server.requests());
  }

  @Test
  void aCopyOfAnotherProgramIsTakenInsteadOfADownload() throws IOException {
    final Path copy = Files.copy(keras, shared.resolve("elsewhere.h5"));
    final WeightsCommand command =
        new WeightsCommand(
            new NetworkSupply(
                new WeightsFolders(List.of(folder), List.of(copy)), server.sources("a licence")));
    assertEquals(0, run(command, "list"));
    assertTrue(out.toString().contains("Another program's copy: " + copy), out.toString());
    assertEquals(0, run(command, "fetch"));
    assertTrue(err.toString().contains("instead of a download"), err.toString());
    assertEquals(0, server.requests());
    assertEquals(0, run(command, "fetch", "--download-anyway"));
    assertEquals(1, server.requests());
  }

  @Test
  void anOptionDownloadsOnlyWhatTheNetworkNeedsAndOnlyOnce() {
    final NetworkDownload download =
        new NetworkDownload(
            new NetworkSupply(
                new WeightsFolders(List.of(folder), List.of()), server.sources("a licence")),
            new PrintWriter(err));
    download.ensure("builtin");
    download.ensure(keras.toString());
    assertEquals(0, server.requests());
    download.ensure("ImageNet");
    download.ensure("imagenet");
    download.ensure("oxford");
    assertEquals(1, server.requests());
  }

  @Test
  void wrongUseIsExplained() {
    assertEquals(2, run());
    assertTrue(err.toString().contains("list, fetch, verify, import or where"), err.toString());
    assertEquals(1, run("fetch", "vgg16"));
    assertTrue(err.toString().contains("Choose oxford or torchvision"), err.toString());
  }

  private int run(final String... arguments) {
    return run(
        new WeightsCommand(
            new NetworkSupply(
                new WeightsFolders(List.of(folder), List.of()), server.sources("a licence"))),
        arguments);
  }

  private int run(final WeightsCommand command, final String... arguments) {
    return new CommandLine(command)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .setExecutionExceptionHandler(
            (failure, line, parsed) -> {
              line.getErr().println(failure.getMessage());
              line.getErr().flush();
              return 1;
            })
        .execute(arguments);
  }

  private static void damage(final Path file) throws IOException {
    final byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
  }
}
