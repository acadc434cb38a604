/**
 * One small class for each term of the loss, and the formulas that scale them. How terms are summed
 * over a picture or over tiles is told in {@code objective}.
 */
package sc.fiji.styletransfer.loss;
