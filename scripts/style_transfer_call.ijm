// Stylises an image in plain ImageJ without a display, where "run" does not work.
// Argument: content file|style file|result file|iterations
arguments = split(getArgument(), "|");
result = call("sc.fiji.styletransfer.command.Style_Transfer.run",
	"content=[" + arguments[0] + "] stylefile=[" + arguments[1] + "] saveas=[" + arguments[2]
	+ "] preset=strokes iterations=" + arguments[3]);
print(result);
