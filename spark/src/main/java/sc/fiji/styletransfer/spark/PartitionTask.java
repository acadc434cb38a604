package sc.fiji.styletransfer.spark;

import java.io.Serializable;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * What an executor does with a partition that has one element. The driver receives each result as
 * soon as its task has ended, and not only after the last one.
 *
 * @param <T> type of the element
 * @param <R> type of the result
 */
public abstract class PartitionTask<T, R> extends AbstractFunction2<TaskContext, Iterator<T>, R>
    implements Serializable {

  private static final long serialVersionUID = 1;

  /**
   * Performs the task on an executor.
   *
   * @param element the element of the partition
   * @param context number of the attempt, among others
   * @return the result
   */
  protected abstract R perform(T element, TaskContext context);

  @Override
  public final R apply(final TaskContext context, final Iterator<T> elements) {
    return perform(elements.next(), context);
  }

  /**
   * Distributes elements, one to a task, and waits for all results.
   *
   * @param context the cluster
   * @param elements elements that can be serialised
   * @param onResult receives index and result of each element; called once for each, by one thread
   *     at a time, in the order in which tasks end
   */
  public final void run(
      final JavaSparkContext context,
      final List<T> elements,
      final BiConsumer<Integer, R> onResult) {
    if (!elements.isEmpty()) run(context.parallelize(elements, elements.size()), onResult);
  }

  /**
   * Performs the task for each partition.
   *
   * @param partitions a data set whose partitions have one element each
   * @param onResult receives index and result of each partition
   */
  public final void run(final JavaRDD<T> partitions, final BiConsumer<Integer, R> onResult) {
    final List<Object> indices =
        IntStream.range(0, partitions.getNumPartitions()).<Object>mapToObj(i -> i).toList();
    partitions
        .context()
        .runJob(
            partitions.rdd(),
            this,
            CollectionConverters.asScala(indices).toSeq(),
            new Handler<>(onResult),
            ClassTag$.MODULE$.<R>apply(Object.class));
  }

  private static final class Handler<R> extends AbstractFunction2<Object, R, BoxedUnit> {

    private final BiConsumer<Integer, R> onResult;

    Handler(final BiConsumer<Integer, R> onResult) {
      this.onResult = onResult;
    }

    @Override
    public BoxedUnit apply(final Object index, final R result) {
      onResult.accept((Integer) index, result);
      return BoxedUnit.UNIT;
    }
  }
}
