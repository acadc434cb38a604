package sc.fiji.styletransfer.spark;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.Progressable;
import org.apache.spark.SparkEnv;

/**
 * The local file system under another scheme, in which executors cannot create files, as in a
 * folder that they see and that belongs to another user.
 */
public final class ReadOnlyOnExecutors extends RawLocalFileSystem {

  static final String SCHEME = "readonly";

  @Override
  public URI getUri() {
    return URI.create(SCHEME + ":///");
  }

  @Override
  public FSDataOutputStream create(
      final Path file,
      final boolean overwrite,
      final int buffer,
      final short replication,
      final long block,
      final Progressable progress)
      throws IOException {
    final SparkEnv env = SparkEnv.get();
    if (env != null && !env.executorId().equals("driver"))
      throw new IOException("Permission denied");
    return super.create(file, overwrite, buffer, replication, block, progress);
  }
}
