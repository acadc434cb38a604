package sc.fiji.styletransfer.fetch;

import java.time.Duration;

/**
 * Time limits of a download.
 *
 * @param stall longest time without a byte, also before the first byte
 * @param attempts number of attempts
 * @param pause pause between two attempts
 * @param lock longest time to wait for another process that downloads the same network
 */
public record DownloadLimits(Duration stall, int attempts, Duration pause, Duration lock) {

  /**
   * @return limits that suit a slow connection
   */
  public static DownloadLimits usual() {
    return new DownloadLimits(
        Duration.ofSeconds(30), 4, Duration.ofSeconds(2), Duration.ofMinutes(30));
  }
}
