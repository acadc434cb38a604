// Stylises each image of a folder in each style of another folder. Runs in Fiji and in ImageJ.
images = getDirectory("Choose the folder with the images");
styles = getDirectory("Choose the folder with the styles");
results = getDirectory("Choose the folder for the results");
size = 512;
iterations = 49;

run("Style Transfer (Folder)...", "folder=[" + images + "] styles=[" + styles + "]"
	+ " target=[" + results + "] format=png preset=strokes"
	+ " size=" + size + " iterations=" + iterations);
