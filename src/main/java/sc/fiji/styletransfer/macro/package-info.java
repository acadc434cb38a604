/**
 * The caller of a command: the options of a macro, the running macro, the macro recorder, the open
 * images and the keys of inputs. No class here opens a window.
 */
package sc.fiji.styletransfer.macro;
