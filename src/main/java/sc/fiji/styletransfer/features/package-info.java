/**
 * VGG19 as a function from a picture to the activations of its layers, and back to the gradient
 * with respect to the picture. Its weights stay constant and get no gradient.
 */
package sc.fiji.styletransfer.features;
