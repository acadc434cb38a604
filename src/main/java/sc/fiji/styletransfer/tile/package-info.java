/**
 * Tiles of a picture and the features that the network computes for each tile. The package {@code
 * objective} decides which statistics are summed over tiles.
 */
package sc.fiji.styletransfer.tile;
