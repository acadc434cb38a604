/**
 * The command line, one class for each command. It parses options and prints; what a command does
 * lives in {@code job}, {@code batch} and {@code measure}.
 */
package sc.fiji.styletransfer.cli;
