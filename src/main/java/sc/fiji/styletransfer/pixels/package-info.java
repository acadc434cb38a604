/**
 * The vector of pixels that is optimised, its storage, its constraints, and its transition from one
 * scale to the next. The optimisers themselves live in {@code optimise}.
 */
package sc.fiji.styletransfer.pixels;
