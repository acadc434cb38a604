/** Questions to the user, and who may be asked. Dialogs for settings live in {@code dialog}. */
package sc.fiji.styletransfer.prompt;
