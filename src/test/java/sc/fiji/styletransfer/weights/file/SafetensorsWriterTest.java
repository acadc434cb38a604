package sc.fiji.styletransfer.weights.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.styletransfer.network.NetworkFingerprint;
import sc.fiji.styletransfer.network.NetworkWeights;
import sc.fiji.styletransfer.network.WeightsException;

/** Several writers of one file, and files that a writer leaves. */
class SafetensorsWriterTest {

  private static final String NAME = "vgg19-oxford.safetensors";
  private static final SyntheticNetwork NETWORK = SyntheticNetwork.oxford(3);

  @TempDir private Path folder;

  @Test
  void simultaneousWritersOfOneFileBothSucceed()
      throws IOException, InterruptedException, ExecutionException {
    final ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      final Callable<NetworkFingerprint> writer = this::write;
      for (final Future<NetworkFingerprint> written : threads.invokeAll(List.of(writer, writer)))
        assertEquals(fingerprint(), written.get());
    } finally {
      threads.shutdownNow();
    }
    assertEquals(List.of(NAME), files());
    try (NetworkWeights weights = WeightsFile.open(folder.resolve(NAME))) {
      assertEquals(fingerprint(), NetworkFingerprint.of(weights));
    }
  }

  @Test
  void filesOfKilledWritersAreDeletedAndThoseOfRunningOnesAreNot() throws IOException {
    Files.createFile(folder.resolve(".style-transfer-killed.part"));
    final Path running = folder.resolve(".style-transfer-running.part");
    try (FileChannel channel =
        FileChannel.open(running, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.lock();
      write();
      assertEquals(List.of(running.getFileName().toString(), NAME), files());
    }
  }

  @Test
  void aFailedWriteLeavesNothing() throws IOException {
    final Path occupied = Files.createDirectories(folder.resolve(NAME).resolve("inner"));
    assertThrows(WeightsException.class, this::write);
    assertEquals(List.of(NAME), files());
    Files.delete(occupied);
  }

  private NetworkFingerprint write() {
    return new SafetensorsWriter(NETWORK, Map.of()).write(folder.resolve(NAME));
  }

  private static NetworkFingerprint fingerprint() {
    return NetworkFingerprint.of(NETWORK);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
