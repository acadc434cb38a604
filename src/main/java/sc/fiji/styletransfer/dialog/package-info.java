/**
 * The dialogs of plain ImageJ, built from the descriptions of the settings, and the entries that
 * dialogs of ImageJ and Fiji remember. Runs live in {@code run}.
 */
package sc.fiji.styletransfer.dialog;
