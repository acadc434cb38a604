/**
 * Java examples of the documentation, and programs that draw {@code test-images/} and paint the
 * gallery. The drawings use plain arithmetic, {@link java.lang.StrictMath} and seeded random
 * numbers, so that every machine draws the same pixels and the project owns all rights.
 */
package sc.fiji.styletransfer.demo;
