/**
 * The function that is minimised, for the whole picture or tile by tile, with its targets and the
 * corrections for rounding. The single terms live in {@code loss}.
 */
package sc.fiji.styletransfer.objective;
