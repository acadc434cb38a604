package sc.fiji.styletransfer.spark;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;

/**
 * A standalone cluster of Spark on the loopback interface: a master and workers, each a process of
 * its own, with the classes of the test's class path that a Spark distribution has.
 */
final class TestCluster implements AutoCloseable {

  private static final String HOST = "127.0.0.1";

  /** What the fat jar and the engine's jars bring, and what belongs to tests. */
  private static final Pattern NOT_OF_SPARK =
      Pattern.compile(
          ".*/(sc/fiji|net/imagej|org/scijava|net/imglib2|ai/djl|io/jhdf|info/picocli|net/java/dev"
              + "|org/junit|me/tongfei|org/jline|org/apiguardian|org/opentest4j)/.*");

  private static final long START_SECONDS = 60;

  private final Path home;
  private final String cores;
  private final int port;
  private final Process master;
  private final List<Process> workers = new ArrayList<>();

  /**
   * Starts a master and workers with one core each.
   *
   * @param folder for logs and work
   * @param number number of workers
   */
  TestCluster(final Path folder, final int number) throws IOException, InterruptedException {
    this(folder, number, "1");
  }

  /**
   * Starts a master and workers.
   *
   * @param folder for logs and work
   * @param number number of workers
   * @param cores of each worker
   */
  TestCluster(final Path folder, final int number, final String cores)
      throws IOException, InterruptedException {
    this.cores = cores;
    home = home(folder);
    port = freePort();
    master =
        spark(
            "master",
            "org.apache.spark.deploy.master.Master",
            "--host",
            HOST,
            "--port",
            String.valueOf(port),
            "--webui-port",
            "0");
    awaitMaster();
    for (int i = 0; i < number; i++) startWorker(i);
  }

  String url() {
    return "spark://" + HOST + ":" + port;
  }

  /** Starts one more worker. */
  void startWorker(final int index) throws IOException {
    workers.add(
        spark(
            "worker" + index,
            "org.apache.spark.deploy.worker.Worker",
            "--cores",
            cores,
            "--memory",
            "3g",
            "--host",
            HOST,
            "--webui-port",
            "0",
            "--work-dir",
            home.resolve("work" + index).toString(),
            url()));
  }

  /** Kills a worker with its executors and their child processes, as if its machine were lost. */
  void kill(final int worker) {
    final Process process = workers.get(worker);
    final List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    process.destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
  }

  /** Kills the executors of a worker; the worker starts others. */
  void killExecutors(final int worker) {
    workers.get(worker).descendants().toList().forEach(ProcessHandle::destroyForcibly);
  }

  /** Kills the child processes with the native engine, and leaves their executors. */
  void killEngines(final int worker) {
    engines(worker).toList().forEach(ProcessHandle::destroyForcibly);
  }

  /** Returns whether an executor of a worker has a child process. */
  boolean hasEngine(final int worker) {
    return engines(worker).findAny().isPresent();
  }

  private Stream<ProcessHandle> engines(final int worker) {
    return workers.get(worker).children().flatMap(ProcessHandle::children);
  }

  /** Returns whether the workers run an executor each. */
  boolean haveExecutors() {
    return workers.stream().allMatch(worker -> worker.children().findAny().isPresent());
  }

  /**
   * Starts a driver: the command line with the fat jar.
   *
   * @param log receives what it prints
   * @param arguments of the command line
   */
  static Process driver(final Path log, final List<String> arguments) throws IOException {
    return driver(log, jars(), arguments);
  }

  /**
   * Starts a driver that sends other jars than its own, which come first on its class path.
   *
   * @param log receives what it prints
   * @param sent the jars that executors get
   * @param arguments of the command line
   */
  static Process driver(final Path log, final List<String> sent, final List<String> arguments)
      throws IOException {
    final List<String> command = java();
    command.add("-Xmx2g");
    command.add("-D" + Cluster.JARS_PROPERTY + "=" + String.join(",", sent));
    command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath(sent))));
    command.add(StylizeSpark.class.getName());
    command.addAll(arguments);
    final ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("SPARK_LOCAL_IP", HOST);
    return builder.start();
  }

  private static List<String> java() {
    final List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
    return command;
  }

  /** The fat jar and the engine's jars. */
  static List<String> jars() throws IOException {
    final String[] names = System.getProperty("cluster.jars").split(",");
    final List<String> jars = new ArrayList<>(List.of(names[0]));
    try (Stream<Path> engine = Files.list(Path.of(names[1]))) {
      engine.map(Path::toString).sorted().forEach(jars::add);
    }
    return jars;
  }

  private static List<String> classPath(final List<String> sent) throws IOException {
    return Stream.of(jars(), sent, sparkJars()).flatMap(List::stream).distinct().toList();
  }

  static List<String> sparkJars() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(file -> file.endsWith(".jar"))
        .filter(file -> !NOT_OF_SPARK.matcher(file.replace('\\', '/')).matches())
        .toList();
  }

  /** A folder with links to the jars, as in a distribution of Spark. */
  private static Path home(final Path folder) throws IOException {
    final Path jars = Files.createDirectories(folder.resolve("spark/jars"));
    for (final String jar : sparkJars())
      Files.createSymbolicLink(jars.resolve(Path.of(jar).getFileName()), Path.of(jar));
    return folder.resolve("spark");
  }

  private Process spark(final String name, final String main, final String... arguments)
      throws IOException {
    final List<String> command = java();
    command.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", home.resolve("jars") + File.separator + "*", main));
    command.addAll(List.of(arguments));
    final ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(home.resolve(name + ".log").toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "SPARK_HOME",
                home.toString(),
                "SPARK_SCALA_VERSION",
                "2.13",
                "SPARK_LOCAL_IP",
                HOST));
    return builder.start();
  }

  private void awaitMaster() throws InterruptedException, IOException {
    final long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (System.nanoTime() < end && master.isAlive()) {
      try (Socket socket = new Socket(HOST, port)) {
        return;
      } catch (final IOException e) {
        Thread.sleep(100);
      }
    }
    throw new IOException("The master did not start:\n" + logs());
  }

  /** Returns what the processes of the cluster printed. */
  String logs() throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      return files
          .filter(file -> file.getFileName().toString().matches(".*\\.log|stderr"))
          .map(TestCluster::tail)
          .collect(Collectors.joining("\n"));
    }
  }

  private static String tail(final Path file) {
    try {
      final List<String> lines = Files.readAllLines(file);
      return file
          + ":\n"
          + String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    } catch (final IOException e) {
      return file + ": " + e;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    for (int i = 0; i < workers.size(); i++) kill(i);
    master.destroyForcibly();
    try (Stream<Path> links = Files.list(home.resolve("jars"))) {
      for (final Path link : links.toList()) Files.delete(link);
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
