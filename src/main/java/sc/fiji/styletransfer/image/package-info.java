/**
 * Everything between an ImageJ image or an image file and the pictures the transfer works on:
 * planes in, stylised planes back at their own depth and range, with calibration, labels, overlay
 * and lookup tables. It knows ImageJ 1.x and ImgLib2 and nothing of the network; it shows nothing.
 */
package sc.fiji.styletransfer.image;
