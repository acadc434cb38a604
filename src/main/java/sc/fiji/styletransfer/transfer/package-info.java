/**
 * The facade {@link sc.fiji.styletransfer.transfer.StyleTransfer} and one run from coarse to fine:
 * inputs, stages, progress, checkpoint and result. The function to minimise is in {@code
 * objective}, the plan of a run in {@code plan}.
 */
package sc.fiji.styletransfer.transfer;
