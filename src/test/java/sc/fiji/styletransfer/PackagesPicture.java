package sc.fiji.styletransfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Draws the picture of the packages in {@code ARCHITECTURE.md} from the table of {@link
 * ArchitectureTest}: a layer for each step down, without the imports that another path implies
 * (Sugiyama et al. 1981, with barycentres). Run the main method after a change of the table.
 */
final class PackagesPicture {

  static final Path FILE = Path.of("docs", "images", "packages.svg");

  private static final int ROW = 62;
  private static final int HEIGHT = 26;
  private static final int GAP = 22;
  private static final int WIDTH = 1000;
  private static final int MARGIN = 20;
  private static final int SWEEPS = 40;

  private final Map<String, Set<String>> imports = new TreeMap<>();
  private final List<List<Node>> rows = new ArrayList<>();
  private final List<List<Node>> lines = new ArrayList<>();

  /** A package, or a place where a line passes a layer. */
  private static final class Node {

    private final String name;
    private final List<Node> neighbours = new ArrayList<>();
    private double x;

    Node(final String name) {
      this.name = name;
    }

    double width() {
      return name.isEmpty() ? 4 : 7.2 * name.length() + 20;
    }
  }

  private PackagesPicture(final Map<String, Set<String>> table) {
    table.forEach((from, to) -> imports.put(from, direct(from, table)));
  }

  /** Writes the picture. */
  public static void main(final String[] args) throws IOException {
    Files.writeString(FILE, svg(ArchitectureTest.ARROWS));
  }

  /**
   * Draws a table.
   *
   * @param table the packages that each package imports
   * @return the picture in the format SVG
   */
  static String svg(final Map<String, Set<String>> table) {
    final PackagesPicture picture = new PackagesPicture(table);
    picture.arrange();
    return picture.draw();
  }

  /** Returns the imports that no other path implies. */
  private static Set<String> direct(final String from, final Map<String, Set<String>> table) {
    final Set<String> direct = new TreeSet<>(table.get(from));
    for (final String over : table.get(from)) direct.removeAll(below(over, table));
    return direct;
  }

  private static Set<String> below(final String name, final Map<String, Set<String>> table) {
    final Set<String> all = new HashSet<>();
    for (final String next : table.getOrDefault(name, Set.of()))
      if (all.add(next)) all.addAll(below(next, table));
    return all;
  }

  /** Returns the length of the longest path to a package. */
  private int row(final String name) {
    return imports.entrySet().stream()
        .filter(entry -> entry.getValue().contains(name))
        .mapToInt(entry -> 1 + row(entry.getKey()))
        .max()
        .orElse(0);
  }

  private void arrange() {
    final Map<String, Node> nodes = new HashMap<>();
    for (final String name : imports.keySet()) nodes.put(name, add(new Node(name), row(name)));
    imports.forEach(
        (from, to) -> to.forEach(next -> lines.add(line(nodes.get(from), nodes.get(next)))));
    rows.forEach(this::spread);
    for (int sweep = 0; sweep < SWEEPS; sweep++)
      for (final List<Node> row : rows) {
        for (final Node node : row) node.x = centre(node);
        row.sort(Comparator.comparingDouble(node -> node.x));
        if (sweep < SWEEPS / 2) spread(row);
        else separate(row);
      }
  }

  private Node add(final Node node, final int row) {
    while (rows.size() <= row) rows.add(new ArrayList<>());
    rows.get(row).add(node);
    return node;
  }

  private List<Node> line(final Node from, final Node to) {
    final List<Node> line = new ArrayList<>(List.of(from));
    for (int row = row(from.name) + 1; row < row(to.name); row++) line.add(add(new Node(""), row));
    line.add(to);
    for (int i = 1; i < line.size(); i++) {
      line.get(i).neighbours.add(line.get(i - 1));
      line.get(i - 1).neighbours.add(line.get(i));
    }
    return line;
  }

  private static double centre(final Node node) {
    return node.neighbours.stream().mapToDouble(next -> next.x).average().orElse(node.x);
  }

  /** Places the nodes of a row at equal distances. */
  private void spread(final List<Node> row) {
    final double all = row.stream().mapToDouble(Node::width).sum();
    final double gap = (WIDTH - 2 * MARGIN - all) / (row.size() + 1);
    double x = MARGIN;
    for (final Node node : row) {
      x += gap;
      node.x = x + node.width() / 2;
      x += node.width();
    }
  }

  /** Moves nodes that overlap apart: half of the way to the right, half of it to the left. */
  private static void separate(final List<Node> row) {
    final double[] right = new double[row.size()];
    double least = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < right.length; i++) {
      right[i] = Math.max(row.get(i).x, least + row.get(i).width() / 2);
      least = right[i] + row.get(i).width() / 2 + GAP;
    }
    double most = Double.POSITIVE_INFINITY;
    for (int i = right.length - 1; i >= 0; i--) {
      final Node node = row.get(i);
      final double left = Math.min(node.x, most - node.width() / 2);
      most = left - node.width() / 2 - GAP;
      node.x = (left + right[i]) / 2;
    }
  }

  /** Moves all nodes so that the picture begins at the margin, and returns its width. */
  private double fit() {
    final List<Node> all = rows.stream().flatMap(List::stream).toList();
    final double left =
        all.stream().mapToDouble(node -> node.x - node.width() / 2).min().orElse(0) - MARGIN;
    all.forEach(node -> node.x -= left);
    return all.stream().mapToDouble(node -> node.x + node.width() / 2).max().orElse(0) + MARGIN;
  }

  private String draw() {
    final StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' font-family='sans-serif' font-size='13'>
        <title>Packages of Style Transfer; an arrow points to a package that is imported</title>
        <rect width='100%%' height='100%%' fill='white'/>
        <defs><marker id='a' viewBox='0 0 8 8' refX='7' refY='4' markerWidth='7' markerHeight='7' orient='auto'>\
        <path d='M0 0L8 4L0 8z' fill='#777'/></marker></defs>
        """
            .formatted(Math.round(fit()), rows.size() * ROW));
    for (final List<Node> line : lines) svg.append(path(line));
    for (int row = 0; row < rows.size(); row++)
      for (final Node node : rows.get(row)) if (!node.name.isEmpty()) svg.append(box(node, y(row)));
    return svg.append("</svg>\n").toString();
  }

  private static int y(final int row) {
    return MARGIN + row * ROW;
  }

  private String path(final List<Node> line) {
    final StringBuilder path = new StringBuilder();
    int row = row(line.get(0).name);
    for (int i = 0; i < line.size(); i++, row++) {
      final long x = Math.round(line.get(i).x);
      if (i == 0) path.append("M%d %d".formatted(x, y(row) + HEIGHT));
      else path.append("L%d %d".formatted(x, y(row)));
      if (i > 0 && i < line.size() - 1) path.append("L%d %d".formatted(x, y(row) + HEIGHT));
    }
    return "<path d='%s' stroke='#777' fill='none' marker-end='url(#a)'/>\n".formatted(path);
  }

  private static String box(final Node node, final int y) {
    return String.format(
        Locale.ROOT,
        "<rect x='%.0f' y='%d' width='%.0f' height='%d' rx='4' fill='#eef3fa' stroke='#567'/>"
            + "<text x='%.0f' y='%d' text-anchor='middle'>%s</text>%n",
        node.x - node.width() / 2,
        y,
        node.width(),
        HEIGHT,
        node.x,
        y + HEIGHT - 8,
        node.name);
  }
}
