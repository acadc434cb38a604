/**
 * Stylises many images with many styles: the files of a folder, the names of the results, the jobs,
 * the report, and the child processes that share the jobs. The package {@code job} stylises a
 * single image.
 */
package sc.fiji.styletransfer.batch;
