/**
 * The command line, with one class for each command. The classes read options and print results;
 * the packages {@code job}, {@code batch} and {@code measure} do the work of the commands.
 */
package sc.fiji.styletransfer.cli;
