/**
 * Minimisers of a function with a value and a gradient. They know vectors, not images or tensors,
 * and are tested on functions whose minimum is known.
 */
package sc.fiji.styletransfer.optimise;
