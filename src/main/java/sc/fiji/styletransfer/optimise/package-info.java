/**
 * Optimisers of functions of a vector: L-BFGS, Adam, averages and convergence. Nothing here knows
 * pictures or tensors.
 */
package sc.fiji.styletransfer.optimise;
