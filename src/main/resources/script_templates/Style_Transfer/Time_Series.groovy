#@ CommandService commands
#@ ij.ImagePlus content
#@ File (label="Style") styleFile
#@ Integer (label="Size", value=512) size
#@ Integer (label="Iterations", value=80) iterations
#@output ij.ImagePlus stylised

// Stylises each frame of the time series in front; each starts from the one before, which reduces flicker.
import sc.fiji.styletransfer.command.ExpertCommand

module = commands.run(ExpertCommand, true,
	"content", content, "stylefile", styleFile, "preset", "balanced",
	"slices", "all", "neighbour", true, "coherenceweight", 2,
	"size", size, "iterations", iterations).get()
if (module.isCanceled()) throw new RuntimeException(module.cancelReason)
stylised = module.getOutput("output")
