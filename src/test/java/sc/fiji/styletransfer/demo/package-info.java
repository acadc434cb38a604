/**
 * Draws the pictures of {@code test-images/}, so that they belong to nobody but the project. Every
 * sample is computed with plain arithmetic, {@link java.lang.StrictMath} and seeded random numbers:
 * the same pixels on every machine.
 */
package sc.fiji.styletransfer.demo;
