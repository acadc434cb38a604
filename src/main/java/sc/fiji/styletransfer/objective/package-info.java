/**
 * The function that is minimised, evaluated for the whole picture or in tiles, with its targets and
 * the corrections for rounding. The package {@code loss} holds the single terms.
 */
package sc.fiji.styletransfer.objective;
