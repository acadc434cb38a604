/**
 * What plain ImageJ knows of the caller: macro options, the running macro, the open images and the
 * keys of the inputs. Nothing here opens a window.
 */
package sc.fiji.styletransfer.macro;
