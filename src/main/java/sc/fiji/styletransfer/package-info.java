/**
 * Neural style transfer by optimisation for Fiji and ImageJ. The packages are floors of one house:
 * {@code command} and {@code cli} (front doors) stand on {@code image}, that on {@code transfer},
 * then {@code features}, {@code weights} and {@code tensor}; imports point down only.
 */
package sc.fiji.styletransfer;
