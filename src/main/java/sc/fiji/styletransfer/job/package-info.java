/**
 * Stylises one ImageJ image: settings as text, the images and their regions, the transfer plane by
 * plane, the record in the result, and the checks of the files. The package {@code batch} stylises
 * many images, and {@code transfer} a single picture.
 */
package sc.fiji.styletransfer.job;
