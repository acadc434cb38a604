/**
 * ImageJ images to RGB pictures and back: planes, stacks, selections, overlays and the Info record.
 * Files are read in {@code image.read} and written in {@code image.write}.
 */
package sc.fiji.styletransfer.image;
