/** Examples for users of Fiji and ImageJ: sample images, the demo, and macros to start from. */
package sc.fiji.styletransfer.example;
