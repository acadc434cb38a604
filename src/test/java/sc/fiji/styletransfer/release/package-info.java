/**
 * Packs the files of a release: a zip per platform and program, and the folder of an update site.
 */
package sc.fiji.styletransfer.release;
