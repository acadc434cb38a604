/**
 * The facade and one run from coarse to fine: inputs, stages, progress, checkpoint and result. What
 * is minimised lives in {@code objective}, and what is planned in {@code plan}.
 */
package sc.fiji.styletransfer.transfer;
