package sc.fiji.styletransfer.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sc.fiji.styletransfer.optimise.Snapshot;
import sc.fiji.styletransfer.pixels.TensorVector;
import sc.fiji.styletransfer.settings.Adjustment;
import sc.fiji.styletransfer.settings.RunChanges;

/**
 * The changes of a run: those of the settings, which repeat an earlier run, until the user changes
 * something in this run. The changes are constant during an evaluation.
 */
final class Steering {

  private static final String COUNT = "steering.count";

  private final ProgressListener listener;
  private RunChanges changes;
  private Adjustment adjustment = Adjustment.NONE;
  private Optional<Adjustment> chosen = Optional.empty();

  /**
   * @param given changes of an earlier run
   * @param listener returns what the user changes
   */
  Steering(final RunChanges given, final ProgressListener listener) {
    changes = given;
    this.listener = listener;
  }

  /**
   * Determines the factors of the next evaluation.
   *
   * @param evaluation number of that evaluation, from 1
   */
  void prepare(final int evaluation) {
    final Optional<Adjustment> wanted = listener.adjustment();
    if (wanted.isPresent() && !wanted.equals(chosen))
      changes = changes.with(evaluation, wanted.get());
    chosen = wanted;
    adjustment = changes.at(evaluation);
  }

  /** Returns the factors of the next evaluation. */
  Adjustment adjustment() {
    return adjustment;
  }

  /** Returns all changes up to an evaluation, from which a run can repeat this one. */
  RunChanges changes(final int evaluation) {
    return changes.with(evaluation + 1, changes.at(evaluation));
  }

  /** Stores the changes. */
  void save(final Snapshot<TensorVector> snapshot) {
    snapshot.put(COUNT, changes.list().size());
    for (int i = 0; i < changes.list().size(); i++) {
      final RunChanges.Change change = changes.list().get(i);
      snapshot.put("steering." + i + ".evaluation", change.evaluation());
      snapshot.put("steering." + i + ".kind", change.kind().ordinal());
      snapshot.put("steering." + i + ".factor", change.factor());
    }
  }

  /** Replaces the changes by those of the run that was interrupted after an evaluation. */
  void restore(final Snapshot<TensorVector> snapshot, final int evaluation) {
    if (!snapshot.numbers().containsKey(COUNT)) return;
    final List<RunChanges.Change> list = new ArrayList<>();
    for (int i = 0; i < snapshot.number(COUNT); i++)
      list.add(
          new RunChanges.Change(
              1,
              (int) snapshot.number("steering." + i + ".evaluation"),
              RunChanges.Kind.values()[(int) snapshot.number("steering." + i + ".kind")],
              snapshot.number("steering." + i + ".factor")));
    changes = new RunChanges(list);
    adjustment = changes.at(evaluation);
  }
}
