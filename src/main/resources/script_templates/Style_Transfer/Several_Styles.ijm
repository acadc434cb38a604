// Stylises the image in front in each style of a folder and stacks the results. Runs in Fiji and in ImageJ.
styles = getDirectory("Choose the folder with the styles");
size = 512;
iterations = 49;

content = getTitle();
files = getFileList(styles);
for (i = 0; i < files.length; i++) {
	selectWindow(content);
	run("Style Transfer...", "stylesource=file stylefile=[" + styles + files[i] + "] preset=strokes"
		+ " size=" + size + " iterations=" + iterations);
	rename("style " + files[i]);
}
run("Images to Stack", "name=[all styles] title=[style ] use");
