package sc.fiji.styletransfer.demo;

import java.awt.image.BufferedImage;

/** An RGB picture of {@code test-images/}. */
public interface Picture {

  /** Returns the file's name, ending in .png. */
  String fileName();

  /** Returns the picture, the same at every call. */
  BufferedImage draw();
}
