/**
 * VGG19 as data: layers, weights, variants, preprocessing and fingerprint. The package {@code
 * weights.file} reads the weights from files.
 */
package sc.fiji.styletransfer.network;
