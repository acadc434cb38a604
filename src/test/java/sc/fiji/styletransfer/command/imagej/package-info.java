/**
 * Plain ImageJ in a virtual machine of its own, with the plugin in its plugins folder. {@code
 * InsideImageJ} is what happens there; it knows ImageJ and no class of the plugin, as a user's
 * macro does.
 */
package sc.fiji.styletransfer.command.imagej;
