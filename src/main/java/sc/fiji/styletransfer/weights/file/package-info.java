/**
 * Reads and writes weights files: safetensors, Keras HDF5 and PyTorch. The package {@code weights}
 * chooses the file.
 */
package sc.fiji.styletransfer.weights.file;
