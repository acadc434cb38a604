#@ CommandService commands
#@ ij.ImagePlus content
#@ File (label="Folder with the styles", style="directory") styles
#@ Integer (label="Size", value=512) size
#@ Integer (label="Iterations", value=49) iterations
#@output ij.ImagePlus stylised

// Stylises the image in front in each style of a folder and stacks the results.
import ij.ImagePlus
import ij.ImageStack
import sc.fiji.styletransfer.command.StyleTransferCommand

stack = new ImageStack()
for (style in styles.listFiles().findAll { it.isFile() && !it.isHidden() }.sort()) {
	module = commands.run(StyleTransferCommand, true,
		"content", content, "stylefile", style, "preset", "strokes",
		"size", size, "iterations", iterations).get()
	if (module.isCanceled()) throw new RuntimeException(module.cancelReason)
	stack.addSlice(style.name, module.getOutput("output").getProcessor())
}
stylised = new ImagePlus("all styles", stack)
