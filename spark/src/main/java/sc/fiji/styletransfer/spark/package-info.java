/**
 * Style transfer on Apache Spark: the command line, the cluster and its failures. The package
 * {@code batch} stylises many images, the package {@code image} one very large image.
 */
package sc.fiji.styletransfer.spark;
