#@ CommandService commands
#@ File contentFile
#@ File styleFile
#@ Integer (value=200) iterations
#@output ij.ImagePlus stylised

// Stylises an image file in the style of another, in Fiji's script editor or headless.
import ij.IJ
import sc.fiji.styletransfer.command.StyleTransferCommand

content = IJ.openImage(contentFile.path)
module = commands.run(StyleTransferCommand, true,
	"content", content, "stylefile", styleFile, "preset", "balanced", "iterations", iterations).get()
if (module.isCanceled()) throw new RuntimeException(module.cancelReason)
stylised = module.getOutput("output")
