/**
 * DJL's PyTorch engine: sessions, devices, gradients, memory and number formats. Nothing here knows
 * about style transfer.
 */
package sc.fiji.styletransfer.tensor;
