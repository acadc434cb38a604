/**
 * The commands of Fiji and ImageJ: SciJava commands, the plugin for plain ImageJ and the method for
 * macros. Macros and scripts contain the names of these classes. Dialogs, prompts and displays live
 * in packages of their own.
 */
package sc.fiji.styletransfer.command;
