"""Stylises an image in the style of another from Python, through PyImageJ.

Usage: python style_transfer_pyimagej.py FIJI_FOLDER CONTENT STYLE RESULT.tif ITERATIONS
"""
import sys

import imagej
import scyjava

fiji_folder, content_file, style_file, result_file, iterations = sys.argv[1:]
ij = imagej.init(fiji_folder, mode="headless")
File = scyjava.jimport("java.io.File")
IJ = scyjava.jimport("ij.IJ")
module = ij.command().run("sc.fiji.styletransfer.command.StyleTransferCommand", True, {
    "content": IJ.openImage(content_file),
    "stylefile": File(style_file),
    "preset": "balanced",
    "iterations": int(iterations),
    "saveas": File(result_file),
}).get()
if module.isCanceled():
    sys.exit(str(module.getCancelReason()))
print(module.getOutput("output").getInfoProperty())
