/**
 * Every setting with its name, default, range and help, the presets, and the types of their values.
 * Settings of image files and folders live in {@code job} and {@code batch}.
 */
package sc.fiji.styletransfer.settings;
