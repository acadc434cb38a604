package sc.fiji.styletransfer.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import sc.fiji.styletransfer.weights.WeightsFolders;

/**
 * Downloads PyTorch with CUDA from its publisher: the package and, on Linux, NVIDIA's libraries
 * that the package requires. Only libraries are unpacked. Sizes and checksums come from the
 * publisher's own index at the time of the question, because they are published nowhere else.
 */
public final class EngineFetch {

  /** The index that PyTorch's page of earlier versions names for version 2.7.1 and CUDA 12.8. */
  private static final URI INDEX = URI.create("https://download.pytorch.org/whl/cu128/");

  private static final String VERSION = "2.7.1+cu128";

  private static final String LICENCE =
      "PyTorch: BSD-3-Clause; CUDA libraries: NVIDIA's end user licence agreements";

  private static final Pattern REQUIREMENT =
      Pattern.compile("Requires-Dist:\\s*(nvidia-[\\w-]+)\\s*\\(?==\\s*([\\w.]+)\\)?.*");

  private static final Predicate<String> WANTED =
      Pattern.compile("(torch/lib|nvidia/\\w+/(lib|bin))/[^/]+|torch/version\\.py")
          .asMatchPredicate();

  /** Packed and unpacked bytes of the largest package lie on the disk together. */
  private static final double UNPACKED = 2.5;

  private final URI index;
  private final Path folder;
  private final DownloadLimits limits;
  private final String system;

  /** Creates the download into the folder beside the weights. */
  public EngineFetch() {
    this(
        INDEX,
        WeightsFolders.standard().folders().get(0).resolve("torch-" + VERSION),
        DownloadLimits.usual(),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"));
  }

  EngineFetch(
      final URI index, final Path folder, final DownloadLimits limits, final String system) {
    this.index = index;
    this.folder = folder;
    this.limits = limits;
    this.system = system.toLowerCase(Locale.ROOT);
  }

  /**
   * What a download would take. Create one with {@link #offer}, and pass it on only after the user
   * agreed.
   */
  public static final class Offer {

    private final List<WheelIndex.Wheel> wheels;
    private final Path folder;

    private Offer(final List<WheelIndex.Wheel> wheels, final Path folder) {
      this.wheels = List.copyOf(wheels);
      this.folder = folder;
    }

    /** Returns the number of bytes to download. */
    public long bytes() {
      return wheels.stream().mapToLong(WheelIndex.Wheel::bytes).sum();
    }

    /** Describes files, size, publisher, licence and folder for the question to the user. */
    public String description() {
      return String.format(
          Locale.ROOT,
          "PyTorch %s for NVIDIA GPUs: %d files, %.1f GB, from %s into %s. Licences: %s. Each file"
              + " is compared with the SHA-256 checksum in the publisher's index.",
          VERSION,
          wheels.size(),
          bytes() / 1e9,
          wheels.get(0).address().getHost(),
          folder,
          LICENCE);
    }
  }

  /**
   * Asks the publisher's index what to download.
   *
   * @return the files with their sizes and checksums
   * @throws DownloadException if the index cannot be read, or has nothing for this computer
   */
  public Offer offer() {
    final WheelIndex wheels =
        new WheelIndex(new WebClient(limits.stall(), new CancellableWait(() -> false)), index);
    final String platform = platform();
    final WheelIndex.Wheel torch =
        wheels.find(
            "torch",
            name ->
                name.startsWith("torch-" + VERSION + "-cp311-cp311-") && name.contains(platform));
    final List<WheelIndex.Wheel> all = new ArrayList<>(List.of(torch));
    if (!system.contains("win"))
      for (final String line : wheels.description(torch)) {
        final Matcher requirement = REQUIREMENT.matcher(line);
        if (requirement.matches())
          all.add(required(wheels, requirement.group(1), requirement.group(2), platform));
      }
    return new Offer(all, folder);
  }

  private static WheelIndex.Wheel required(
      final WheelIndex wheels, final String project, final String version, final String platform) {
    final String start = project.replace('-', '_') + "-" + version + "-";
    return wheels.find(project, name -> name.startsWith(start) && name.contains(platform));
  }

  private String platform() {
    final boolean processor = system.endsWith("amd64") || system.endsWith("x86_64");
    if (processor && system.contains("linux")) return "x86_64";
    if (processor && system.contains("windows")) return "win_amd64";
    throw new DownloadException(
        "PyTorch with CUDA exists for Linux and Windows on x86_64, not for %s.".formatted(system));
  }

  /**
   * Downloads and unpacks what was offered. An interrupted download goes on where it ended, and
   * packages that were unpacked before are not downloaded again.
   *
   * @param offer from {@link #offer}, to which the user agreed
   * @param listener receives the bytes of all files together
   * @return the folder of PyTorch's libraries
   * @throws DownloadException if a file cannot be downloaded, differs from its checksum, or cannot
   *     be unpacked
   */
  public Path download(final Offer offer, final DownloadListener listener) {
    long before = 0;
    for (final WheelIndex.Wheel wheel : offer.wheels) {
      final Path done = folder.resolve(wheel.name() + ".unpacked");
      if (!Files.exists(done)) {
        final Path file = folder.resolve(wheel.name() + ".part");
        download(wheel, file, new Shifted(before, offer.bytes(), listener));
        unpack(file, done);
      }
      before += wheel.bytes();
    }
    return folder.resolve("torch").resolve("lib");
  }

  /** Reports the bytes of one file as part of all. */
  private record Shifted(long before, long total, DownloadListener listener)
      implements DownloadListener {

    @Override
    public void received(final long received, final long ofFile) {
      listener.received(before + received, total);
    }

    @Override
    public boolean isCancelled() {
      return listener.isCancelled();
    }
  }

  private void download(
      final WheelIndex.Wheel wheel, final Path file, final DownloadListener listener) {
    try {
      Files.createDirectories(folder);
    } catch (final IOException e) {
      throw unwritable(e);
    }
    final PartFile part =
        new PartFile(
            file,
            path ->
                FileChannel.open(
                    path,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.APPEND));
    final Download download = new Download(limits, listener);
    download.requireRoom(part, Math.round(UNPACKED * wheel.bytes()));
    download.run(Download.Range.whole(wheel.address(), wheel.bytes()), part);
    if (wheel.checksum().matches(file)) return;
    part.discard();
    throw new DownloadException(
        "The downloaded file %s differs from the published one (its %s is not %s) and was deleted. Download it again."
            .formatted(wheel.name(), wheel.checksum().algorithm(), wheel.checksum().hex()));
  }

  private void unpack(final Path file, final Path done) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (final Enumeration<? extends ZipEntry> entries = zip.entries();
          entries.hasMoreElements(); ) {
        final ZipEntry entry = entries.nextElement();
        // The pattern excludes names that lead out of the folder.
        if (entry.isDirectory() || !WANTED.test(entry.getName())) continue;
        final Path target = folder.resolve(entry.getName());
        Files.createDirectories(target.getParent());
        try (InputStream in = zip.getInputStream(entry)) {
          Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    } catch (final IOException e) {
      throw unwritable(e);
    }
    try {
      Files.createFile(done);
      Files.delete(file);
      Files.deleteIfExists(file.resolveSibling(file.getFileName() + ".mark"));
    } catch (final IOException e) {
      throw unwritable(e);
    }
  }

  private DownloadException unwritable(final IOException cause) {
    return new DownloadException(
        "PyTorch cannot be unpacked into %s (%s). Free some disk space, or set another folder by STYLE_TRANSFER_WEIGHTS."
            .formatted(folder, cause),
        cause);
  }
}
