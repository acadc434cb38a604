# %% [markdown]
# # Style transfer from Python, through PyImageJ
# Run the cells one by one in Visual Studio Code, Spyder or JupyterLab (with Jupytext), or the whole file with `python`.

# %% Files: change these five lines
fiji_folder = "Fiji"
content_file = "content.png"
style_file = "style.png"
result_file = "result.tif"
iterations = 49

# %% Start Fiji without windows
import imagej
import scyjava

ij = imagej.init(fiji_folder, mode="headless")
File = scyjava.jimport("java.io.File")
IJ = scyjava.jimport("ij.IJ")

# %% Stylise the content
module = ij.command().run("sc.fiji.styletransfer.command.StyleTransferCommand", True, {
    "content": IJ.openImage(content_file),
    "stylefile": File(style_file),
    "preset": "strokes",
    "iterations": iterations,
    "saveas": File(result_file),
}).get()
if module.isCanceled():
    raise RuntimeError(str(module.getCancelReason()))

# %% Show the result, and how it was made
stylised = module.getOutput("output")
ij.py.show(ij.py.from_java(stylised))
print(stylised.getInfoProperty())
