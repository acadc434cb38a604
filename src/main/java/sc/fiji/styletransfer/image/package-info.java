/**
 * ImageJ images to RGB pictures and back: planes, stacks, selections, overlays and the Info record.
 * Files are read and written in {@code image.file}.
 */
package sc.fiji.styletransfer.image;
