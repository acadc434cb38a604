package sc.fiji.styletransfer.spark;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import sc.fiji.styletransfer.StyleTransferException;

/** The version and the time of the build whose classes this virtual machine runs. */
public final class BuildVersion {

  /** The sentence about a driver and executors with classes of different builds. */
  static final String DIFFERS =
      "Driver and executors have different versions of Style_Transfer-Spark. Remove the older jar"
          + " from the class path of the executors (spark.executor.extraClassPath and the jars"
          + " folder of Spark), and start again.";

  private static final String RESOURCE = "/stylize-spark.properties";

  private BuildVersion() {}

  /**
   * Reads the version.
   *
   * @return version and time of the build
   */
  public static String present() {
    final Properties properties = new Properties();
    try (InputStream in = BuildVersion.class.getResourceAsStream(RESOURCE)) {
      if (in != null) properties.load(in);
    } catch (final IOException e) {
      throw new StyleTransferException("The jar of Style_Transfer-Spark is damaged.", e);
    }
    return properties.getProperty("build", "unknown");
  }

  /**
   * Refuses classes of another build.
   *
   * @param expected build of the driver
   * @throws StyleTransferException if this virtual machine runs another build
   */
  public static void require(final String expected) {
    if (!present().equals(expected)) throw new StyleTransferException(DIFFERS);
  }
}
