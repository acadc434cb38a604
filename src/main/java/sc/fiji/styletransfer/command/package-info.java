/**
 * The front doors in Fiji and ImageJ: SciJava commands and the plain ImageJ plugin, whose names
 * stand in macros and scripts. Their dialogs, prompts and displays live in packages of their own.
 */
package sc.fiji.styletransfer.command;
