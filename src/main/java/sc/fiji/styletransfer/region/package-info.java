/**
 * Regions of content and style, their masks in pixels and in layers, and the fade towards the
 * edges. Regions drawn in ImageJ are read in {@code job}.
 */
package sc.fiji.styletransfer.region;
