/** Measures stylised images and the speed of the machine. No transfer uses these classes. */
package sc.fiji.styletransfer.measure;
