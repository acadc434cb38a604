/**
 * The vector of pixels that is optimised: where it is stored, its bounds, and its passage from one
 * scale to the next. The optimisers themselves live in {@code optimise}.
 */
package sc.fiji.styletransfer.pixels;
