/**
 * What runs first, on Java 8 too: the menu entries of plain ImageJ, and a SciJava service that
 * hides the plugin's commands where Java is too old for them. The build compiles this package for
 * Java 8, so it uses no class of the other packages and no newer method of Java.
 */
package sc.fiji.styletransfer.start;
