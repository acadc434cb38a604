package sc.fiji.styletransfer.dialog;

import java.util.List;

/**
 * Fields of a dialog under one heading.
 *
 * @param title the heading
 * @param keys the macro keys of the fields, from top to bottom
 */
record FieldGroup(String title, List<String> keys) {}
