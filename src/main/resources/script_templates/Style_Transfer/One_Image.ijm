// Stylises the image in front in the style of a file. Runs in Fiji and in ImageJ.
styleFile = File.openDialog("Choose the style");
size = 512;
iterations = 49;

run("Style Transfer...", "stylesource=file stylefile=[" + styleFile + "] preset=strokes"
	+ " size=" + size + " iterations=" + iterations);
