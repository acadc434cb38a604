/**
 * Finds weights: the built-in network, the weights folders, imports and descriptions of files. The
 * package {@code weights.file} reads the file formats; {@code fetch} downloads files.
 */
package sc.fiji.styletransfer.weights;
