/**
 * Readers and writers of weight files: safetensors, Keras HDF5 and PyTorch. Which file is used is
 * decided in {@code weights}.
 */
package sc.fiji.styletransfer.weights.file;
