/**
 * Many images in many styles: the folder, the jobs, the report, and the processes that share them.
 * How one image is stylised is decided in {@code job}.
 */
package sc.fiji.styletransfer.batch;
