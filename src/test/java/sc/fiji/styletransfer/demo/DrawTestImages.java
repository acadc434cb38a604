package sc.fiji.styletransfer.demo;

import ij.io.FileSaver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Draws {@code test-images/}. From the root of the project:
 *
 * <pre>mvn -q test-compile exec:java -Dexec.classpathScope=test \
 *   -Dexec.mainClass=sc.fiji.styletransfer.demo.DrawTestImages</pre>
 */
public final class DrawTestImages {

  private DrawTestImages() {}

  /**
   * Returns the RGB pictures.
   *
   * @return the pictures
   */
  public static List<Picture> pictures() {
    return List.of(new Scene(), new Portrait(), new Swirls(), new StainedGlass(), new Woodcut());
  }

  /**
   * Draws all files.
   *
   * @param args the folder to write to; {@code test-images} if absent
   * @throws IOException if a file cannot be written
   */
  public static void main(final String... args) throws IOException {
    System.setProperty("java.awt.headless", "true");
    final Path folder = Path.of(args.length > 0 ? args[0] : "test-images");
    Files.createDirectories(folder);
    for (final Picture picture : pictures())
      ImageIO.write(picture.draw(), "png", folder.resolve(picture.fileName()).toFile());
    final Path stack = folder.resolve(FluorescenceStack.FILE_NAME);
    if (!new FileSaver(new FluorescenceStack().draw()).saveAsTiff(stack.toString()))
      throw new IOException("ImageJ could not write " + stack);
  }
}
