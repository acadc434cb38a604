#@ CommandService commands
#@ File (label="Folder with the images", style="directory") images
#@ File (label="Folder with the styles", style="directory") styles
#@ File (label="Folder for the results", style="directory") results
#@ Integer (label="Size", value=512) size
#@ Integer (label="Iterations", value=49) iterations
#@output String report

# Stylises each image of a folder in each style of another folder.
from sc.fiji.styletransfer.command import FolderCommand

module = commands.run(FolderCommand, True, [
	"folder", images, "styles", styles, "target", results, "format", "png", "preset", "strokes",
	"size", size, "iterations", iterations]).get()
if module.isCanceled():
	raise RuntimeError(module.getCancelReason())
report = module.getOutput("report")
