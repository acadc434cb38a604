/**
 * What the front doors share: one ImageJ image stylised, with a record of how, or a folder of them.
 * It joins {@code image}, {@code transfer} and {@code weights}, and knows neither dialogs nor
 * arguments.
 */
package sc.fiji.styletransfer.job;
