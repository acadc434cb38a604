package sc.fiji.styletransfer.fetch;

import java.time.Duration;

/**
 * How patient a download is.
 *
 * @param stall longest time without a byte, also until the first
 * @param attempts how often it is taken up again after a break
 * @param pause between attempts
 * @param lock longest time to wait for another process that fetches the same
 */
public record DownloadLimits(Duration stall, int attempts, Duration pause, Duration lock) {

  /**
   * @return what suits a person at a slow line
   */
  public static DownloadLimits usual() {
    return new DownloadLimits(
        Duration.ofSeconds(30), 4, Duration.ofSeconds(2), Duration.ofMinutes(30));
  }
}
