/**
 * Colour statistics, colour transfer between pictures, and the modes that keep the colours of the
 * content. Nothing here knows a network or a loss.
 */
package sc.fiji.styletransfer.colour;
