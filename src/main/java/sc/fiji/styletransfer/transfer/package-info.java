/**
 * The transfer itself: what is minimised, from which start, in which order of sizes, under which
 * settings. {@link sc.fiji.styletransfer.transfer.StyleTransfer} is its front.
 */
package sc.fiji.styletransfer.transfer;
