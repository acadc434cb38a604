// Stylises each frame of the time series in front; each starts from the one before, which reduces flicker.
// Runs in Fiji and in ImageJ.
styleFile = File.openDialog("Choose the style");
size = 512;
iterations = 80;

run("Style Transfer (Expert)...", "stylesource=file stylefile=[" + styleFile + "] preset=balanced"
	+ " slices=all neighbour=true coherenceweight=2 size=" + size + " iterations=" + iterations);
