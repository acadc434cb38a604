/**
 * Brings published weights from the network into the folders of {@code weights}: with consent, in
 * parts that can be resumed, checked before they count. Depends on {@code weights} only; nothing
 * there knows of this package.
 */
package sc.fiji.styletransfer.weights.fetch;
