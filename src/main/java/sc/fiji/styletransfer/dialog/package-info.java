/**
 * The dialogs of plain ImageJ, made from the descriptions of the settings. What happens after OK
 * lives in {@code run}.
 */
package sc.fiji.styletransfer.dialog;
