/**
 * One image and its settings as text become a run and a record of it. Folders of images live in
 * {@code batch}.
 */
package sc.fiji.styletransfer.job;
