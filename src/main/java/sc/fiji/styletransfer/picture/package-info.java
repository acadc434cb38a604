/**
 * Pictures as ImgLib2 images and as tensors, their sizes, and the memory that holds them. Colour
 * lives in {@code colour}.
 */
package sc.fiji.styletransfer.picture;
