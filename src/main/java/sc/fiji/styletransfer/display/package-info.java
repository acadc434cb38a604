/**
 * Displays of a run: status line, progress bar, live view and plot of the loss. They observe a run
 * and can stop it; they do not change its settings or its picture.
 */
package sc.fiji.styletransfer.display;
