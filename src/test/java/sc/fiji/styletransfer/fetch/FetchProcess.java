package sc.fiji.styletransfer.fetch;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import sc.fiji.styletransfer.JavaProcess;
import sc.fiji.styletransfer.network.NetworkVariant;
import sc.fiji.styletransfer.weights.Checksum;
import sc.fiji.styletransfer.weights.PublishedFile;
import sc.fiji.styletransfer.weights.WeightsFolders;

/** A separate process that downloads one file, which a test can kill or compete with. */
final class FetchProcess {

  private FetchProcess() {}

  static Process start(final PublishedFile file, final Path folder) throws IOException {
    return JavaProcess.of(
            FetchProcess.class,
            "400m",
            file.name(),
            String.valueOf(file.size()),
            file.checksum().hex(),
            file.addresses().get(0).toString(),
            folder.toString())
        .inheritIO()
        .start();
  }

  public static void main(final String[] arguments) {
    final NetworkSource source =
        new WholeFile(
            file(
                arguments[0],
                Long.parseLong(arguments[1]),
                arguments[2],
                List.of(URI.create(arguments[3]))));
    final WeightsFetch fetch =
        new WeightsFetch(
            new WeightsFolders(List.of(Path.of(arguments[4])), List.of()),
            DownloadFixture.limits(3));
    fetch.fetch(source, fetch.question(source), (received, total) -> {});
  }

  static PublishedFile file(
      final String name, final long size, final String md5, final List<URI> addresses) {
    return new PublishedFile(
        name, NetworkVariant.OXFORD, size, new Checksum("MD5", md5), "a licence", addresses);
  }
}
