package sc.fiji.styletransfer.run;

import java.util.List;
import sc.fiji.styletransfer.settings.Domain;
import sc.fiji.styletransfer.settings.Setting;

/** Settings of what is shown during and after a run; they do not change the result. */
public final class ViewSettings {

  /** Whether the picture so far is shown. */
  public static final Setting<Boolean> LIVE_VIEW =
      new Setting<>(
          "live-view",
          "Live view",
          true,
          Domain.truth(),
          "Shows the picture so far while the run lasts; costs a twentieth of the time.");

  /** Whether the loss is plotted. */
  public static final Setting<Boolean> PLOT =
      new Setting<>(
          "plot",
          "Plot loss",
          false,
          Domain.truth(),
          "Plots content, style and total loss over the iterations afterwards.");

  private ViewSettings() {}

  /** All of them, in the order in which they are shown. */
  public static List<Setting<?>> all() {
    return List.of(LIVE_VIEW, PLOT);
  }
}
