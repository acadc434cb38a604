/**
 * VGG19 as a feature extractor: layers, pooling, padding, precision and receptive fields. The
 * package {@code weights} provides the weights.
 */
package sc.fiji.styletransfer.features;
