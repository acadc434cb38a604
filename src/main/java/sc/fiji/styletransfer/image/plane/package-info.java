/**
 * Single planes of an image, in memory or in a file, and how ImageJ displays them. Whole images
 * live in {@code image}.
 */
package sc.fiji.styletransfer.image.plane;
