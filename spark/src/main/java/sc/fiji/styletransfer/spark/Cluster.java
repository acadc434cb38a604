package sc.fiji.styletransfer.spark;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;
import sc.fiji.styletransfer.StyleTransferException;

/**
 * The cluster that a command runs on, and how Spark has to be configured for native code: one task
 * at a time in each executor, with all of its cores, and memory outside of Java's heap.
 */
public final class Cluster {

  private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);

  /** The environment variable with the address of the master. */
  static final String MASTER_VARIABLE = "SPARK_MASTER";

  /** The property with the jars that executors need, set by bin/stylize-spark. */
  static final String JARS_PROPERTY = "stylize.spark.jars";

  private static final Pattern LOCAL = Pattern.compile("local(\\[(\\d+|\\*)(,\\d+)?])?");

  private static final int DEFAULT_CORES = 4;

  private static final int ATTEMPTS = 4;

  private static final int CONNECT_MILLIS = 5000;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description =
          "Spark master, such as spark://host:7077. Default: the environment variable SPARK_MASTER,"
              + " or else local[*], which needs no cluster.")
  private String master;

  @Option(
      names = "--conf",
      paramLabel = "KEY=VALUE",
      description = "Spark property, such as spark.executor.cores=8. Repeatable.")
  private Map<String, String> properties = new LinkedHashMap<>();

  /**
   * Connects to the cluster.
   *
   * @param nativeBytes memory outside of Java's heap that a task needs
   * @return a context, to be closed
   * @throws StyleTransferException if the master is not reachable
   */
  public JavaSparkContext connect(final long nativeBytes) {
    final SparkConf conf = configuration(nativeBytes);
    requireReachable(conf.get("spark.master"));
    return new JavaSparkContext(conf);
  }

  /**
   * Returns the complete configuration.
   *
   * @param nativeBytes memory outside of Java's heap that a task needs
   * @return properties of spark-submit, of the options, and defaults, in this order
   */
  public SparkConf configuration(final long nativeBytes) {
    final SparkConf conf = new SparkConf();
    properties.forEach(conf::set);
    conf.setIfMissing("spark.app.name", "Style Transfer");
    if (master != null) conf.setMaster(master);
    conf.setIfMissing("spark.master", masterOfEnvironment());
    if (LOCAL.matcher(conf.get("spark.master")).matches()) local(conf);
    else remote(conf, nativeBytes);
    // Two attempts of one task would compute the same picture twice.
    conf.setIfMissing("spark.speculation", "false");
    conf.setIfMissing("spark.ui.showConsoleProgress", "false");
    conf.setIfMissing("spark.driver.maxResultSize", "0");
    // Pixels hardly compress.
    conf.setIfMissing("spark.broadcast.compress", "false");
    conf.setIfMissing("spark.task.maxFailures", String.valueOf(ATTEMPTS));
    return conf;
  }

  /**
   * Refuses a configuration with too little memory for native code.
   *
   * @param conf a complete configuration
   * @param nativeBytes memory outside of Java's heap that a task needs
   * @throws StyleTransferException if the configuration sets less
   */
  public static void requireMemory(final SparkConf conf, final long nativeBytes) {
    final long set = conf.getSizeAsMb("spark.executor.memoryOverhead", (nativeBytes >> 20) + "m");
    if (set < nativeBytes >> 20)
      throw new StyleTransferException(
          "A task needs %d MB beside Java's heap, and spark.executor.memoryOverhead is %d MB. Raise"
                  .formatted(nativeBytes >> 20, set)
              + " it, set --memory to less, or choose a smaller size.");
  }

  /**
   * Returns the number of executors that a configuration asks for.
   *
   * @param conf a complete configuration
   * @return the number; 0 if the cluster decides
   */
  public static int executors(final SparkConf conf) {
    if (LOCAL.matcher(conf.get("spark.master")).matches()) return 1;
    final int cores = conf.getInt("spark.executor.cores", DEFAULT_CORES);
    return conf.getInt("spark.executor.instances", conf.getInt("spark.cores.max", 0) / cores);
  }

  private static String masterOfEnvironment() {
    final String address = System.getenv(MASTER_VARIABLE);
    return address == null || address.isBlank() ? "local[*]" : address;
  }

  /** One task takes all cores, and a task that failed is taken again as on a cluster. */
  private static void local(final SparkConf conf) {
    final Matcher parts = LOCAL.matcher(conf.get("spark.master"));
    if (!parts.matches()) throw new IllegalStateException(conf.get("spark.master"));
    final String number = parts.group(2) == null ? "1" : parts.group(2);
    final int cores =
        number.equals("*") ? Runtime.getRuntime().availableProcessors() : Integer.parseInt(number);
    conf.setMaster("local[" + cores + "," + ATTEMPTS + "]");
    conf.setIfMissing("spark.task.cpus", String.valueOf(cores));
    conf.setIfMissing("spark.ui.enabled", "false");
    conf.setIfMissing("spark.driver.host", "localhost");
    conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
  }

  private static void remote(final SparkConf conf, final long nativeBytes) {
    conf.setIfMissing("spark.executor.cores", String.valueOf(DEFAULT_CORES));
    conf.setIfMissing("spark.task.cpus", conf.get("spark.executor.cores"));
    conf.setIfMissing("spark.executor.memoryOverhead", (nativeBytes >> 20) + "m");
    final String threads = conf.get("spark.task.cpus");
    environment(conf, "OMP_NUM_THREADS", threads);
    environment(conf, "MKL_NUM_THREADS", threads);
    environment(conf, "MKL_CBWR", "AUTO");
    environment(
        conf,
        "GLIBC_TUNABLES",
        "glibc.malloc.mmap_threshold=9000000:glibc.malloc.arena_max=1:glibc.malloc.hugetlb=1");
    final String jars = System.getProperty(JARS_PROPERTY, "");
    if (!jars.isBlank()) conf.setIfMissing("spark.jars", jars);
    if (!conf.contains("spark.jars"))
      LOG.warn("Executors get no jars; name them with --conf spark.jars=...");
  }

  private static void environment(final SparkConf conf, final String name, final String value) {
    conf.setIfMissing("spark.executorEnv." + name, value);
  }

  /** Without this check, Spark tries for a minute and ends with a page of messages. */
  private static void requireReachable(final String address) {
    if (!address.startsWith("spark://")) return;
    final List<String> tried = new ArrayList<>(List.of(address.substring(8).split(",")));
    if (tried.stream().noneMatch(Cluster::answers))
      throw new StyleTransferException(
          "The master %s is not reachable. Check its address and port, and whether it runs."
              .formatted(address));
  }

  private static boolean answers(final String hostAndPort) {
    final int colon = hostAndPort.lastIndexOf(':');
    try (Socket socket = new Socket()) {
      final int port = Integer.parseInt(hostAndPort.substring(colon + 1));
      socket.connect(
          new InetSocketAddress(hostAndPort.substring(0, Math.max(0, colon)), port),
          CONNECT_MILLIS);
      return true;
    } catch (final IOException | NumberFormatException e) {
      LOG.debug("{} does not answer", hostAndPort, e);
      return false;
    }
  }
}
