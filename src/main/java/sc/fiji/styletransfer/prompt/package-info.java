/**
 * Questions to the user, such as whether to download a network. Dialogs for settings live in {@code
 * dialog}.
 */
package sc.fiji.styletransfer.prompt;
