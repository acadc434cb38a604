// The same by a call, which is the way for plain ImageJ without a display.
// Argument: content file|style file|result file|iterations
arguments = split(getArgument(), "|");
result = call("sc.fiji.styletransfer.command.Style_Transfer.run",
	"content=[" + arguments[0] + "] stylefile=[" + arguments[1] + "] saveas=[" + arguments[2]
	+ "] preset=balanced iterations=" + arguments[3]);
print(result);
