/** A model of what an evaluation of a very large image costs on a cluster. */
package sc.fiji.styletransfer.spark.cost;
