#@ CommandService commands
#@ ij.ImagePlus content
#@ File (label="Style") styleFile
#@ Integer (label="Size", value=512) size
#@ Integer (label="Iterations", value=49) iterations
#@output ij.ImagePlus stylised

// Stylises the image in front in the style of a file.
import sc.fiji.styletransfer.command.StyleTransferCommand

module = commands.run(StyleTransferCommand, true,
	"content", content, "stylefile", styleFile, "preset", "strokes",
	"size", size, "iterations", iterations).get()
if (module.isCanceled()) throw new RuntimeException(module.cancelReason)
stylised = module.getOutput("output")
