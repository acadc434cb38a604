#@ CommandService commands
#@ ij.ImagePlus content
#@ File (label="Folder with the styles", style="directory") styles
#@ Integer (label="Size", value=512) size
#@ Integer (label="Iterations", value=49) iterations
#@output ij.ImagePlus stylised

# Stylises the image in front in each style of a folder and stacks the results.
from ij import ImagePlus, ImageStack
from sc.fiji.styletransfer.command import StyleTransferCommand

stack = ImageStack()
for style in sorted(f for f in styles.listFiles() if f.isFile() and not f.isHidden()):
	module = commands.run(StyleTransferCommand, True, [
		"content", content, "stylefile", style, "preset", "strokes",
		"size", size, "iterations", iterations]).get()
	if module.isCanceled():
		raise RuntimeError(module.getCancelReason())
	stack.addSlice(style.getName(), module.getOutput("output").getProcessor())
stylised = ImagePlus("all styles", stack)
