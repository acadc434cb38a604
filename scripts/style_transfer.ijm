// Stylises the image that it opens; runs in Fiji, also headless, and in plain ImageJ.
// Argument: content file|style file|result file|iterations
arguments = split(getArgument(), "|");
open(arguments[0]);
run("Style Transfer...", "stylesource=file stylefile=[" + arguments[1] + "] preset=balanced iterations=" + arguments[3]);
saveAs("tiff", arguments[2]);
