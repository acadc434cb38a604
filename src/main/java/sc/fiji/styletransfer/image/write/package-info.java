/**
 * Writers of image files: formats, encoders, the record in PNG and JPEG files, and the temporary
 * file that becomes the result. Readers live in {@code image.read}.
 */
package sc.fiji.styletransfer.image.write;
