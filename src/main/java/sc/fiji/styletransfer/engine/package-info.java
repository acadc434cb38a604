/**
 * Choice of the tensor engine: what is installed, a trial of an engine in a process of its own, and
 * a short measurement of each device.
 */
package sc.fiji.styletransfer.engine;
