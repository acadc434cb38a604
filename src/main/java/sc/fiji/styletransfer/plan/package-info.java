/**
 * Plans a run before it begins: scales, evaluations, memory and time. The package {@code transfer}
 * carries out the plan.
 */
package sc.fiji.styletransfer.plan;
