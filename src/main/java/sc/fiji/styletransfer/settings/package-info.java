/**
 * The settings of a transfer with name, default, range and help text, the presets, and the types of
 * the values. Settings of images and folders are in {@code job} and {@code batch}.
 */
package sc.fiji.styletransfer.settings;
