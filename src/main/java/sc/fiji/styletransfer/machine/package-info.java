/**
 * What the program remembers about this computer from one start to the next: the chosen engine, and
 * how fast its devices are. No class in this package starts the engine.
 */
package sc.fiji.styletransfer.machine;
