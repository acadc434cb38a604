/**
 * Optimisers of functions of a vector: L-BFGS and Adam, and the vectors they work on. Nothing here
 * depends on pictures or tensors.
 */
package sc.fiji.styletransfer.optimise;
