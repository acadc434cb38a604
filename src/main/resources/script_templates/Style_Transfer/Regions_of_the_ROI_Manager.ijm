// Gives each region of the ROI Manager a style of a folder, in the image in front; the rest stays as it is.
// First draw each region and press T. Runs in Fiji and in ImageJ.
styles = getDirectory("Choose the folder with the styles");
iterations = 49;

if (roiManager("count") == 0) exit("Draw a region and press T, for each region.");
files = getFileList(styles);
for (i = 0; i < roiManager("count"); i++) {
	// The region is selected in the image in front, which is the result of the region before.
	roiManager("select", i);
	run("Style Transfer...", "stylesource=file stylefile=[" + styles + files[i % files.length] + "]"
		+ " preset=strokes iterations=" + iterations);
}
run("Select None");
