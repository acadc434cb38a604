/**
 * Colour statistics, colour transfer between pictures, and the modes that keep the colours of the
 * content. Networks and losses are in other packages.
 */
package sc.fiji.styletransfer.colour;
