/**
 * Runs that a user started in ImageJ: checked inputs, execution with displays, and the saved
 * result. The transfer itself lives in {@code job} and {@code transfer}.
 */
package sc.fiji.styletransfer.run;
