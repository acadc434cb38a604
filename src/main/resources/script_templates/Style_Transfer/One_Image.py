#@ CommandService commands
#@ ij.ImagePlus content
#@ File (label="Style") styleFile
#@ Integer (label="Size", value=512) size
#@ Integer (label="Iterations", value=49) iterations
#@output ij.ImagePlus stylised

# Stylises the image in front in the style of a file.
from sc.fiji.styletransfer.command import StyleTransferCommand

module = commands.run(StyleTransferCommand, True, [
	"content", content, "stylefile", styleFile, "preset", "strokes",
	"size", size, "iterations", iterations]).get()
if module.isCanceled():
	raise RuntimeError(module.getCancelReason())
stylised = module.getOutput("output")
