/**
 * Where weights are found: the built-in network, folders, imports and reports. Their file formats
 * are read in {@code weights.file}.
 */
package sc.fiji.styletransfer.weights;
