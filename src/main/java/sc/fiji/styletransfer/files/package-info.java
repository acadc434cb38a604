/**
 * Temporary files that no process leaves behind, locks, and files that are replaced in one step. No
 * class in this package depends on images or on style transfer.
 */
package sc.fiji.styletransfer.files;
