/** Stylises many images: one task for each pair of content and style. */
package sc.fiji.styletransfer.spark.batch;
