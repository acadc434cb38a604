package sc.fiji.styletransfer.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import sc.fiji.styletransfer.network.NetworkVariant;
import sc.fiji.styletransfer.weights.Checksum;
import sc.fiji.styletransfer.weights.PublishedFile;

/** A real HTTP server on this machine that offers the Oxford network. */
public final class NetworkServer implements AutoCloseable {

  private final Path file;
  private final FileServer server;

  /**
   * @param file with the network
   */
  public NetworkServer(final Path file) throws IOException {
    this.file = file;
    server = new FileServer(Files.readAllBytes(file));
  }

  /**
   * @param licence to be named
   * @return the server as the one source of the network
   */
  public List<NetworkSource> sources(final String licence) {
    final String name = file.getFileName().toString();
    return List.of(
        new WholeFile(
            new PublishedFile(
                name,
                NetworkVariant.OXFORD,
                file.toFile().length(),
                Checksum.of("MD5", file),
                licence,
                List.of(server.address("/" + name)))));
  }

  /**
   * @return how often it was asked for anything
   */
  public int requests() {
    return server.requests.size();
  }

  @Override
  public void close() {
    server.close();
  }
}
