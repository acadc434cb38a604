/**
 * The terms of the loss, one small class for each, and the formulas that scale them. The package
 * {@code objective} sums terms over a picture or over tiles.
 */
package sc.fiji.styletransfer.loss;
