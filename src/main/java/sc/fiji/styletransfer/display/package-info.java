/**
 * What a user sees while a run goes on: status, progress bar, live picture and plot of the loss. It
 * listens to a run and never changes it.
 */
package sc.fiji.styletransfer.display;
