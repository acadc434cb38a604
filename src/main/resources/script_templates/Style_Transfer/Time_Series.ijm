// Stylises each frame of the time series in front; each starts from the one before, which reduces flicker.
// Runs in Fiji and in ImageJ.
styleFile = File.openDialog("Choose the style");
size = 512;
iterations = 200;

run("Style Transfer (Expert)...", "stylesource=file stylefile=[" + styleFile + "] preset=balanced"
	+ " slices=all neighbour=true coherenceweight=100 size=" + size + " iterations=" + iterations);
