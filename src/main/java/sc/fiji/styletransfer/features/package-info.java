/**
 * VGG19 as a feature extractor: layers, pooling, borders, precision, and the receptive fields of
 * the layers. Where the weights come from is told in {@code weights}.
 */
package sc.fiji.styletransfer.features;
