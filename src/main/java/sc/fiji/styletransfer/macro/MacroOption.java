package sc.fiji.styletransfer.macro;

/**
 * One key of the options of a macro and its value.
 *
 * @param key as the macro writes it
 * @param value the text without brackets or quotation marks
 */
record MacroOption(String key, String value) {}
