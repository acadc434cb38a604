/**
 * The front doors in ImageJ: SciJava commands for Fiji, a PlugIn for plain ImageJ. They turn
 * dialogs, macro options and script arguments into the words of a {@code job}, and show what it
 * does and makes.
 */
package sc.fiji.styletransfer.command;
