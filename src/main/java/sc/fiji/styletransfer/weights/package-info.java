/**
 * The numbers of the network: which files hold them, whether they can be trusted, and their tensors
 * as plain float arrays. Knows nothing of tensors in native memory; those begin in {@code
 * features}.
 */
package sc.fiji.styletransfer.weights;
