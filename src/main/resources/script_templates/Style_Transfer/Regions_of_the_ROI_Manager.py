#@ CommandService commands
#@ ij.ImagePlus content
#@ File (label="Folder with the styles", style="directory") styles
#@ Integer (label="Iterations", value=49) iterations
#@output ij.ImagePlus stylised

# Gives each region of the ROI Manager a style of a folder, in the image in front; the rest stays as it is.
# First draw each region and press T.
from ij.plugin.frame import RoiManager
from sc.fiji.styletransfer.command import StyleTransferCommand

regions = RoiManager.getRoiManager().getRoisAsArray()
if len(regions) == 0:
	raise RuntimeError("Draw a region and press T, for each region.")
files = sorted(f for f in styles.listFiles() if f.isFile() and not f.isHidden())
stylised = content.duplicate()
for i, region in enumerate(regions):
	stylised.setRoi(region)
	module = commands.run(StyleTransferCommand, True, [
		"content", stylised, "stylefile", files[i % len(files)], "preset", "strokes",
		"iterations", iterations]).get()
	if module.isCanceled():
		raise RuntimeError(module.getCancelReason())
	stylised = module.getOutput("output")
stylised.deleteRoi()
