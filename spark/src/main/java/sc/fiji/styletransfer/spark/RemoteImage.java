package sc.fiji.styletransfer.spark;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import org.apache.hadoop.fs.Path;
import sc.fiji.styletransfer.image.read.ImageFileReader;

/**
 * An image in any file system that Hadoop opens.
 *
 * @param files where the image is
 * @param path of the image
 */
public record RemoteImage(RemoteFiles files, Path path) {

  /**
   * Reads the image by way of a copy on this computer, because readers need a file.
   *
   * @return the image
   * @throws IOException if the file cannot be copied
   */
  public ImagePlus open() throws IOException {
    final java.nio.file.Path folder = Files.createTempDirectory("stylize-spark-");
    final java.nio.file.Path copy = folder.resolve(path.getName());
    try {
      files.download(path, copy);
      return new ImageFileReader().open(copy);
    } finally {
      Files.deleteIfExists(copy);
      Files.delete(folder);
    }
  }
}
