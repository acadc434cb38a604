/**
 * The tensor engine: the only place that starts it, chooses its device and owns what it allocates.
 * Every trap of the engine that cost somebody a day is dealt with here, so that the packages above
 * can be read as mathematics.
 */
package sc.fiji.styletransfer.tensor;
