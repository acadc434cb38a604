/** Stylises one image that is larger than the memory of a machine. */
package sc.fiji.styletransfer.spark.image;
