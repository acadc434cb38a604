package sc.fiji.styletransfer.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The changes that a user made while a run was going. A run with the same settings and these
 * changes computes the same picture.
 *
 * <p>As text, {@code 20:content:0.5,35:strokes:2} multiplies the content weight by 0.5 from
 * evaluation 20 on, and the style scale by 2 from evaluation 35 on. {@code 3/20:content:0.5} begins
 * at evaluation 20 of the third plane. A change holds until the next one of its kind, on the
 * following planes too.
 *
 * @param list the changes in the order of the run
 */
public record RunChanges(List<Change> list) {

  /** A run without changes. */
  public static final RunChanges NONE = new RunChanges(List.of());

  private static final String NO_CHANGE = "none";

  private static final Pattern CHANGE =
      Pattern.compile("(?:(\\d{1,9})/)?(\\d{1,9}):(content|strokes):([0-9.eE+-]+)");

  /** What a change multiplies. */
  public enum Kind {
    /** The content weight. */
    CONTENT,
    /** The style scale. */
    STROKES;

    private double of(final Adjustment adjustment) {
      return this == CONTENT ? adjustment.content() : adjustment.strokes();
    }

    private Adjustment in(final Adjustment adjustment, final double factor) {
      return this == CONTENT
          ? new Adjustment(factor, adjustment.strokes())
          : new Adjustment(adjustment.content(), factor);
    }

    /** Returns the name in texts, for example {@code content}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One change.
   *
   * @param plane number of the plane, from 1
   * @param evaluation number of the first evaluation with the new factor, from 1
   * @param kind what is multiplied
   * @param factor the new factor, compared with the settings
   */
  public record Change(int plane, int evaluation, Kind kind, double factor) {

    private boolean isBefore(final int otherPlane, final int otherEvaluation) {
      return plane < otherPlane || plane == otherPlane && evaluation < otherEvaluation;
    }

    /** Returns the text from which {@link RunChanges#parse} restores the change. */
    @Override
    public String toString() {
      final String position = plane == 1 ? "" : plane + "/";
      return position + evaluation + ":" + kind + ":" + factor;
    }
  }

  /** Makes the list immutable. */
  public RunChanges {
    list = List.copyOf(list);
  }

  /**
   * Reads changes.
   *
   * @param text what {@link #toString} writes
   * @return the changes
   * @throws IllegalArgumentException if the text is no list of changes
   */
  public static RunChanges parse(final String text) {
    if (text.equalsIgnoreCase(NO_CHANGE)) return NONE;
    final List<Change> changes = new ArrayList<>();
    for (final String part : text.split(",")) {
      final Matcher matcher = CHANGE.matcher(part.trim());
      if (!matcher.matches()) throw new IllegalArgumentException("no change: " + part);
      final double factor = Double.parseDouble(matcher.group(4));
      if (!(factor > 0) || factor > 1e6) throw new IllegalArgumentException("no factor: " + part);
      changes.add(
          new Change(
              matcher.group(1) == null ? 1 : Integer.parseInt(matcher.group(1)),
              Integer.parseInt(matcher.group(2)),
              matcher.group(3).equals("content") ? Kind.CONTENT : Kind.STROKES,
              factor));
    }
    return new RunChanges(changes);
  }

  /**
   * Returns what holds for an evaluation of the first plane.
   *
   * @param evaluation number of the evaluation, from 1
   * @return the factors after all changes up to that evaluation
   */
  public Adjustment at(final int evaluation) {
    return at(1, evaluation);
  }

  private Adjustment at(final int plane, final int evaluation) {
    Adjustment adjustment = Adjustment.NONE;
    for (final Change change : list)
      if (change.isBefore(plane, evaluation + 1))
        adjustment = change.kind().in(adjustment, change.factor());
    return adjustment;
  }

  /**
   * Adds a change on the first plane.
   *
   * @param evaluation number of the first evaluation with the new factors, from 1
   * @param adjustment the new factors
   * @return the changes before that evaluation, and those that lead to the new factors
   */
  public RunChanges with(final int evaluation, final Adjustment adjustment) {
    final List<Change> changes = new ArrayList<>();
    for (final Change change : list) if (change.isBefore(1, evaluation)) changes.add(change);
    final Adjustment before = new RunChanges(changes).at(evaluation);
    for (final Kind kind : Kind.values())
      if (kind.of(before) != kind.of(adjustment))
        changes.add(new Change(1, evaluation, kind, kind.of(adjustment)));
    return new RunChanges(changes);
  }

  /**
   * Returns the changes for the run of one plane, as if the plane were the first.
   *
   * @param plane number of the plane, from 1
   * @return the changes on that plane, after one that combines those on earlier planes
   */
  public RunChanges ofPlane(final int plane) {
    RunChanges changes = NONE.with(1, at(plane, 0));
    for (final Change change : list)
      if (change.plane() == plane)
        changes =
            changes.with(
                change.evaluation(),
                change.kind().in(changes.at(change.evaluation()), change.factor()));
    return changes;
  }

  /**
   * Replaces the changes from one plane on.
   *
   * @param plane number of the plane, from 1
   * @param changes the changes of that plane, as if it were the first
   * @return the changes on earlier planes and these
   */
  public RunChanges withPlane(final int plane, final RunChanges changes) {
    final List<Change> all = new ArrayList<>();
    for (final Change change : list) if (change.plane() < plane) all.add(change);
    for (final Kind kind : Kind.values())
      if (kind.of(at(plane, 0)) != kind.of(changes.at(1)))
        all.add(new Change(plane, 1, kind, kind.of(changes.at(1))));
    for (final Change change : changes.list())
      if (change.evaluation() > 1)
        all.add(new Change(plane, change.evaluation(), change.kind(), change.factor()));
    return new RunChanges(all);
  }

  /** Returns the text from which {@link #parse} restores the changes. */
  @Override
  public String toString() {
    return list.isEmpty()
        ? NO_CHANGE
        : list.stream().map(Change::toString).collect(Collectors.joining(","));
  }
}
