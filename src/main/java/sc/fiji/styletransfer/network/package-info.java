/**
 * VGG19 as numbers: its layers, variants, input convention and fingerprint. Files that hold the
 * numbers are read in {@code weights.file}.
 */
package sc.fiji.styletransfer.network;
