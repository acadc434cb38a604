/**
 * Regions of content and style, their masks in pixels and in layers, and the fade of the style
 * towards the edges. The package {@code job} reads regions from ImageJ.
 */
package sc.fiji.styletransfer.region;
