package sc.fiji.styletransfer.command;

import org.scijava.ItemVisibility;
import org.scijava.plugin.Parameter;

/**
 * Hidden inputs for the settings of earlier versions. Without them SciJava passes over such an
 * input of a script; with them the command answers with the sentence of {@link
 * sc.fiji.styletransfer.settings.RemovedSettings}.
 */
abstract class RemovedInputs extends StyleCommand {

  // written by WriteParameters
  @Parameter(required = false, persist = false, visibility = ItemVisibility.INVISIBLE)
  private String approach;

  @Parameter(required = false, persist = false, visibility = ItemVisibility.INVISIBLE)
  private String averaging;

  @Parameter(required = false, persist = false, visibility = ItemVisibility.INVISIBLE)
  private String blend;

  @Parameter(required = false, persist = false, visibility = ItemVisibility.INVISIBLE)
  private String border;

  @Parameter(required = false, persist = false, visibility = ItemVisibility.INVISIBLE)
  private String checkpointinterval;

  @Parameter(required = false, persist = false, visibility = ItemVisibility.INVISIBLE)
  private String clamp;

  @Parameter(required = false, persist = false, visibility = ItemVisibility.INVISIBLE)
  private String coarseeffort;

  @Parameter(required = false, persist = false, visibility = ItemVisibility.INVISIBLE)
  private String coarsest;

  @Parameter(required = false, persist = false, visibility = ItemVisibility.INVISIBLE)
  private String contentformula;

  @Parameter(required = false, persist = false, visibility = ItemVisibility.INVISIBLE)
  private String contentlead;

  @Parameter(required = false, persist = false, visibility = ItemVisibility.INVISIBLE)
  private String deepfrom;

  @Parameter(required = false, persist = false, visibility = ItemVisibility.INVISIBLE)
  private String feather;

  @Parameter(required = false, persist = false, visibility = ItemVisibility.INVISIBLE)
  private String guidance;

  @Parameter(required = false, persist = false, visibility = ItemVisibility.INVISIBLE)
  private String history;

  @Parameter(required = false, persist = false, visibility = ItemVisibility.INVISIBLE)
  private String momentweight;

  @Parameter(required = false, persist = false, visibility = ItemVisibility.INVISIBLE)
  private String pixelunits;

  @Parameter(required = false, persist = false, visibility = ItemVisibility.INVISIBLE)
  private String preconditioner;

  @Parameter(required = false, persist = false, visibility = ItemVisibility.INVISIBLE)
  private String rangeweight;

  @Parameter(required = false, persist = false, visibility = ItemVisibility.INVISIBLE)
  private String referenceside;

  @Parameter(required = false, persist = false, visibility = ItemVisibility.INVISIBLE)
  private String splitting;

  @Parameter(required = false, persist = false, visibility = ItemVisibility.INVISIBLE)
  private String splittingiterations;

  @Parameter(required = false, persist = false, visibility = ItemVisibility.INVISIBLE)
  private String steplimit;

  @Parameter(required = false, persist = false, visibility = ItemVisibility.INVISIBLE)
  private String structureweight;

  @Parameter(required = false, persist = false, visibility = ItemVisibility.INVISIBLE)
  private String tile;

  @Parameter(required = false, persist = false, visibility = ItemVisibility.INVISIBLE)
  private String tolerance;
  // end of what is written
}
