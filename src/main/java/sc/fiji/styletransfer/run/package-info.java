/**
 * A run that was asked for in ImageJ: the request, checked, and its execution with displays. The
 * transfer itself lives in {@code job} and {@code transfer}.
 */
package sc.fiji.styletransfer.run;
