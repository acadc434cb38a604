#@ CommandService commands
#@ ij.ImagePlus content
#@ File (label="Style") styleFile
#@ Integer (label="Size", value=512) size
#@ Integer (label="Iterations", value=80) iterations
#@output ij.ImagePlus stylised

# Stylises each frame of the time series in front; each starts from the one before, which reduces flicker.
from sc.fiji.styletransfer.command import ExpertCommand

module = commands.run(ExpertCommand, True, [
	"content", content, "stylefile", styleFile, "preset", "balanced",
	"slices", "all", "neighbour", True, "coherenceweight", 2,
	"size", size, "iterations", iterations]).get()
if module.isCanceled():
	raise RuntimeError(module.getCancelReason())
stylised = module.getOutput("output")
