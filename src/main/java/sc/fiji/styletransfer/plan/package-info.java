/**
 * What a run will do before it begins: scales, evaluations, memory and time. Carrying it out is the
 * task of {@code transfer}.
 */
package sc.fiji.styletransfer.plan;
