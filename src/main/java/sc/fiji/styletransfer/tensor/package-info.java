/**
 * DJL's PyTorch engine: sessions, devices, gradients, memory, messages and number formats. No class
 * in this package depends on style transfer.
 */
package sc.fiji.styletransfer.tensor;
