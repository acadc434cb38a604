/**
 * Readers of image files: formats, limits against damaged files, and the class loader of the
 * reading libraries. Writers live in {@code image.write}.
 */
package sc.fiji.styletransfer.image.read;
