/**
 * Neural style transfer by optimisation for Fiji and ImageJ. The packages below are layers, listed
 * in {@code ARCHITECTURE.md}, and imports point down only; the root holds the exception that all of
 * them throw.
 */
package sc.fiji.styletransfer;
