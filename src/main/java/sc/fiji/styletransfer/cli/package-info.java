/**
 * The command line: {@code stylize CONTENT STYLE... -o OUT}. It turns words into settings and files
 * into images, and holds no logic of the transfer.
 */
package sc.fiji.styletransfer.cli;
