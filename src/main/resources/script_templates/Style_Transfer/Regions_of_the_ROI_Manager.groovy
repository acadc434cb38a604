#@ CommandService commands
#@ ij.ImagePlus content
#@ File (label="Folder with the styles", style="directory") styles
#@ Integer (label="Iterations", value=49) iterations
#@output ij.ImagePlus stylised

// Gives each region of the ROI Manager a style of a folder, in the image in front; the rest stays as it is.
// First draw each region and press T.
import ij.plugin.frame.RoiManager
import sc.fiji.styletransfer.command.StyleTransferCommand

regions = RoiManager.roiManager.roisAsArray
if (regions.length == 0) throw new RuntimeException("Draw a region and press T, for each region.")
files = styles.listFiles().findAll { it.isFile() && !it.isHidden() }.sort()
stylised = content.duplicate()
regions.eachWithIndex { region, i ->
	stylised.setRoi(region)
	module = commands.run(StyleTransferCommand, true,
		"content", stylised, "stylefile", files[i % files.size()], "preset", "strokes",
		"iterations", iterations).get()
	if (module.isCanceled()) throw new RuntimeException(module.cancelReason)
	stylised = module.getOutput("output")
}
stylised.deleteRoi()
