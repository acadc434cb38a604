package sc.fiji.styletransfer.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import sc.fiji.styletransfer.measure.Judgement;

/**
 * Plots content distance against held-out style distance, both logarithmic, with a line for each
 * series.
 */
final class TradeOffPlot {

  private static final int WIDTH = 560;
  private static final int HEIGHT = 400;
  private static final int MARGIN = 60;
  private static final double MIN = 0.01;
  private static final double MAX = 1;
  private static final List<String> COLOURS = List.of("#0b6e99", "#c44a1c", "#4c7a34");

  private record Point(double content, double style) {}

  private final Map<String, List<Point>> series = new LinkedHashMap<>();

  void add(final String name, final Judgement judgement) {
    series
        .computeIfAbsent(name, any -> new ArrayList<>())
        .add(new Point(judgement.structureDistance(), judgement.heldOutGram()));
  }

  String toSvg() {
    final StringBuilder svg = new StringBuilder();
    svg.append(
        "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' font-family='sans-serif' font-size='13'>%n"
            .formatted(WIDTH, HEIGHT));
    svg.append("<rect width='100%' height='100%' fill='white'/>\n");
    for (final double tick : new double[] {0.01, 0.03, 0.1, 0.3, 1}) grid(svg, tick);
    svg.append(text(WIDTH / 2.0, HEIGHT - 12, "structure distance"));
    svg.append(text(WIDTH / 2.0, 20, "held-out style distance (vertical)"));
    int index = 0;
    for (final Map.Entry<String, List<Point>> entry : series.entrySet())
      line(svg, entry.getKey(), entry.getValue(), index++);
    return svg.append("</svg>\n").toString();
  }

  private static void grid(final StringBuilder svg, final double tick) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<path d='M%.1f %d V%d M%d %.1f H%d' stroke='#ddd'/>%n",
            x(tick),
            MARGIN / 2,
            HEIGHT - MARGIN,
            MARGIN,
            y(tick),
            WIDTH - MARGIN / 2));
    svg.append(text(x(tick), HEIGHT - MARGIN + 18, String.valueOf(tick)));
    svg.append(text(MARGIN - 24, y(tick) + 4, String.valueOf(tick)));
  }

  private static void line(
      final StringBuilder svg, final String name, final List<Point> points, final int index) {
    final String colour = COLOURS.get(index);
    final StringBuilder path = new StringBuilder();
    for (final Point point : points) {
      path.append(
          String.format(
              Locale.ROOT,
              "%s%.1f %.1f ",
              path.isEmpty() ? "M" : "L",
              x(point.content()),
              y(point.style())));
      svg.append(
          String.format(
              Locale.ROOT,
              "<circle cx='%.1f' cy='%.1f' r='4' fill='%s'/>%n",
              x(point.content()),
              y(point.style()),
              colour));
    }
    svg.append("<path d='%s' fill='none' stroke='%s'/>%n".formatted(path, colour));
    svg.append(
        text(WIDTH - 80, 50 + 20 * index, name).replace("<text", "<text fill='" + colour + "'"));
  }

  private static String text(final double x, final double y, final String text) {
    return String.format(
        Locale.ROOT, "<text x='%.1f' y='%.1f' text-anchor='middle'>%s</text>%n", x, y, text);
  }

  private static double x(final double value) {
    return MARGIN + fraction(value) * (WIDTH - 1.5 * MARGIN);
  }

  private static double y(final double value) {
    return HEIGHT - MARGIN - fraction(value) * (HEIGHT - 1.5 * MARGIN);
  }

  private static double fraction(final double value) {
    return Math.log(Math.max(MIN, Math.min(MAX, value)) / MIN) / Math.log(MAX / MIN);
  }
}
