package sc.fiji.styletransfer.run;

import java.util.List;
import sc.fiji.styletransfer.settings.Domain;
import sc.fiji.styletransfer.settings.Setting;

/** Settings of what a run displays; they do not change the result. */
public final class ViewSettings {

  /** Whether a window shows the picture during the run. */
  public static final Setting<Boolean> LIVE_VIEW =
      new Setting<>(
          "live-view",
          "Live view",
          true,
          Domain.truth(),
          "Shows the picture so far, the loss and controls in a window during the run. The"
              + " picture is the same, and the run takes about 5 % longer. Usually on.");

  /** Whether the loss is plotted. */
  public static final Setting<Boolean> PLOT =
      new Setting<>(
          "plot",
          "Plot loss",
          false,
          Domain.truth(),
          "Plots the content, style and total loss of each iteration after the run. The picture"
              + " is the same. Usually off.");

  private ViewSettings() {}

  /**
   * Returns all view settings.
   *
   * @return the settings in the order in which a dialog shows them
   */
  public static List<Setting<?>> all() {
    return List.of(LIVE_VIEW, PLOT);
  }
}
