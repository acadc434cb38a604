package sc.fiji.styletransfer.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.styletransfer.StyleTransferException;

/** Results appear as a whole or not at all. */
class RemoteFilesTest {

  private final RemoteFiles files = new RemoteFiles(new Configuration());

  @TempDir private Path folder;

  @Test
  void aFailedAttemptLeavesNothing() throws IOException {
    final var target = new org.apache.hadoop.fs.Path(folder.resolve("result.tif").toUri());
    assertThrows(
        IOException.class,
        () ->
            files.publish(
                target,
                "1",
                out -> {
                  out.write(new byte[100]);
                  throw new IOException("The disk is full.");
                }));
    assertEquals(List.of(), names());
  }

  @Test
  void attemptsThatRaceLeaveOneWholeFile()
      throws IOException, InterruptedException, ExecutionException {
    final Path source = Files.write(folder.resolve("source"), new byte[1 << 20]);
    final var target = new org.apache.hadoop.fs.Path(folder.resolve("result.tif").toUri());
    final ExecutorService threads = Executors.newFixedThreadPool(8);
    final List<Future<?>> attempts = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      final String attempt = String.valueOf(i);
      attempts.add(
          threads.submit(
              () -> {
                files.publish(source, target, attempt);
                // From the first rename on, a reader always finds the whole file.
                assertEquals(1 << 20, Files.size(folder.resolve("result.tif")));
                return null;
              }));
    }
    for (final Future<?> attempt : attempts) attempt.get();
    threads.shutdown();
    assertEquals(List.of("result.tif", "source"), names());
  }

  @Test
  void partsOfTheApplicationAndOldOnesAreDeleted() throws IOException {
    for (final String name :
        List.of(".a.tif.app-1-7.part", ".b.tif.app-2-7.part", ".old.tif.app-3-1.part", "a.tif"))
      Files.write(folder.resolve(name), new byte[1]);
    Files.setLastModifiedTime(folder.resolve(".old.tif.app-3-1.part"), FileTime.fromMillis(1000));
    final long begin = System.currentTimeMillis() - 60_000;
    files.deleteParts(new org.apache.hadoop.fs.Path(folder.toUri()), "app-1", begin);
    assertEquals(List.of(".b.tif.app-2-7.part", "a.tif"), names());
  }

  @Test
  void systemFilesAreNoImages() throws IOException {
    for (final String name : List.of("b.png", "a.png", ".DS_Store", "Thumbs.db", ".x.part"))
      Files.write(folder.resolve(name), new byte[1]);
    assertEquals(
        List.of("a.png", "b.png"),
        files.images(folder.toString()).stream().map(file -> file.getName()).toList());
    assertEquals(1, files.images(folder + "/a*").size());
    assertThrows(StyleTransferException.class, () -> files.images(folder + "/nothing"));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
