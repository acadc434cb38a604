/**
 * Measurements of finished pictures and of the machine: the judge and the benchmarks. Nothing here
 * takes part in a transfer.
 */
package sc.fiji.styletransfer.measure;
