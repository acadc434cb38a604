package sc.fiji.styletransfer.release;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A platform for which the engine's publisher offers native libraries. */
enum Platform {
  LINUX_X86_64("linux-x86_64", "linux-x86_64", "linux64", "Linux on x86-64 processors"),
  LINUX_AARCH64("linux-aarch64", "linux-aarch64", "linux-arm64", "Linux on ARM processors"),
  MACOS_ARM64("macos-arm64", "osx-aarch64", "macos-arm64", "macOS on Apple silicon"),
  WINDOWS_X86_64("windows-x86_64", "win-x86_64", "win64", "Windows on x86-64 processors");

  /** Beginning of the name of the jar with the native libraries. */
  static final String ENGINE = "pytorch-native-cpu-";

  private final String name;
  private final String classifier;
  private final String updater;
  private final String description;

  /**
   * @param name in the names of the zips
   * @param classifier of the engine's jar
   * @param updater name that Fiji's updater uses
   * @param description for users
   */
  Platform(
      final String name, final String classifier, final String updater, final String description) {
    this.name = name;
    this.classifier = classifier;
    this.updater = updater;
    this.description = description;
  }

  /** Returns the platform of a jar with native libraries. */
  static Optional<Platform> of(final Path jar) {
    final String file = jar.getFileName().toString();
    return Arrays.stream(values())
        .filter(platform -> file.startsWith(ENGINE))
        .filter(platform -> file.endsWith("-" + platform.classifier + ".jar"))
        .findFirst();
  }

  /** Returns the platform on which this program runs, if there are libraries for it. */
  static Optional<Platform> current() {
    final String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    final boolean arm = System.getProperty("os.arch").equals("aarch64");
    if (system.contains("mac")) return arm ? Optional.of(MACOS_ARM64) : Optional.empty();
    if (system.contains("win")) return arm ? Optional.empty() : Optional.of(WINDOWS_X86_64);
    return Optional.of(arm ? LINUX_AARCH64 : LINUX_X86_64);
  }

  /** Returns the name that Fiji's updater uses, also for folders. */
  String updater() {
    return updater;
  }

  String description() {
    return description;
  }

  /** Returns the name in the names of the zips. */
  @Override
  public String toString() {
    return name;
  }
}
