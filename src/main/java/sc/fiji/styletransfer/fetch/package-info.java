/**
 * Downloads of published weights, only after consent, with resume and checksum. Where the files are
 * kept and read is decided in {@code weights}.
 */
package sc.fiji.styletransfer.fetch;
