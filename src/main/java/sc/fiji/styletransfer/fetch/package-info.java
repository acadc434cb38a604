/**
 * Downloads published weights after the user's consent, with resumption and checksums. The package
 * {@code weights} stores and finds the files.
 */
package sc.fiji.styletransfer.fetch;
