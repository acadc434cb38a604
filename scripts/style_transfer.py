#@ CommandService commands
#@ File contentFile
#@ File styleFile
#@ Integer (value=200) iterations
#@output ij.ImagePlus stylised

# Stylises an image file in the style of another, in Fiji's script editor or headless.
from ij import IJ
from sc.fiji.styletransfer.command import StyleTransferCommand

content = IJ.openImage(contentFile.getPath())
module = commands.run(StyleTransferCommand, True, [
	"content", content, "stylefile", styleFile, "preset", "balanced", "iterations", iterations]).get()
if module.isCanceled():
	raise RuntimeError(module.getCancelReason())
stylised = module.getOutput("output")
