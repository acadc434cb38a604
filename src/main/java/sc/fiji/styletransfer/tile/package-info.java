/**
 * Tiles of a picture and the features that the network computes for each. Which statistics are
 * summed over tiles is decided in {@code objective}.
 */
package sc.fiji.styletransfer.tile;
