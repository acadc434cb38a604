/**
 * Image files: readers, writers and their formats. How an open image becomes a picture is told in
 * {@code image}.
 */
package sc.fiji.styletransfer.image.file;
