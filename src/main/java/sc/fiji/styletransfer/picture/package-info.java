/**
 * Pictures as ImgLib2 images and as tensors, their sizes, and the memory that holds them. Colour
 * statistics are in {@code colour}.
 */
package sc.fiji.styletransfer.picture;
