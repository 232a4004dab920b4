package dev.pushmark.results.report;

import dev.pushmark.results.compare.DeliveredShare;
import dev.pushmark.results.compare.Summary;
import dev.pushmark.results.compare.TransportName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The plot of latency by percentile: both axes logarithmic, percentiles by 1/(1−q).
 *
 * @param across marks of the percentile axis
 * @param up marks of the latency axis
 * @param shares which curves do not stand for all of their deliveries, in words
 */
public record PercentilePlot(
    List<Curve> curves, List<Tick> across, List<Tick> up, List<String> shares) {
  public static final int WIDTH = 860;
  public static final int HEIGHT = 430;
  public static final int LEFT = 58;
  public static final int RIGHT = 730;
  public static final int TOP = 14;
  public static final int BOTTOM = 376;

  private static final int LABEL_HEIGHT = 17;

  /**
   * A transport's curve.
   *
   * @param look class of the style
   * @param path of SVG
   * @param band outline of what the rounds say of it; empty if they say nothing
   * @param endX where the curve ends
   * @param labelY where its label stands, clear of the others
   */
  public record Curve(
      String look,
      String name,
      String path,
      String band,
      String endX,
      String endY,
      String labelY) {}

  /** A percentile with a label. */
  record Mark(double nines, String label) {}

  /** The plot of a summary; without curves if no transport has events enough. */
  static PercentilePlot of(Summary summary, List<LatencyCurve> drawn) {
    if (drawn.isEmpty()) {
      return new PercentilePlot(List.of(), List.of(), List.of(), List.of());
    }
    double most = drawn.stream().mapToDouble(LatencyCurve::end).max().orElse(1);
    LatencyAxis axis = axis(drawn);
    List<String> transports = summary.run().plan().transports();
    List<Curve> curves = new ArrayList<>();
    for (LatencyCurve latency : drawn) {
      curves.add(curve(latency, transports, axis, most));
    }
    List<String> shares =
        drawn.stream()
            .map(LatencyCurve::figures)
            .filter(figures -> figures.counts().skipped() > 0)
            .map(
                figures ->
                    TransportName.asTitle(figures.transport())
                        + DeliveredShare.behind(figures.counts()))
            .toList();
    return new PercentilePlot(spread(curves), across(most), axis.ticks(), shares);
  }

  private static LatencyAxis axis(List<LatencyCurve> drawn) {
    return new LatencyAxis(
        drawn.stream().mapToDouble(curve -> curve.points().get(0).ns()).min().orElse(1),
        drawn.stream().mapToDouble(curve -> curve.last().ns()).max().orElse(1),
        TOP,
        BOTTOM);
  }

  private static double x(double nines, double most) {
    return LEFT + nines / most * (RIGHT - LEFT);
  }

  private static String at(double nines, double most, double ns, LatencyAxis axis) {
    return Tick.number(x(nines, most)) + " " + Tick.number(axis.at(ns));
  }

  private static Curve curve(
      LatencyCurve latency, List<String> transports, LatencyAxis axis, double most) {
    List<LatencyCurve.Point> points = new ArrayList<>(latency.points());
    points.add(latency.last());
    List<String> line = new ArrayList<>();
    List<String> above = new ArrayList<>();
    List<String> below = new ArrayList<>();
    for (LatencyCurve.Point point : points) {
      line.add(at(point.nines(), most, point.ns(), axis));
      point.bounds().ifPresent(b -> above.add(at(point.nines(), most, b.high(), axis)));
      point.bounds().ifPresent(b -> below.add(0, at(point.nines(), most, b.low(), axis)));
    }
    String endY = Tick.number(axis.at(latency.last().ns()));
    String transport = latency.figures().transport();
    return new Curve(
        Look.of(transport, transports),
        TransportName.asTitle(transport),
        "M" + String.join("L", line),
        above.isEmpty() ? "" : "M" + String.join("L", above) + "L" + String.join("L", below) + "Z",
        Tick.number(x(latency.end(), most)),
        endY,
        endY);
  }

  /** Moves labels apart, keeping their order, so that none covers another. */
  private static List<Curve> spread(List<Curve> curves) {
    List<Curve> sorted = new ArrayList<>(curves);
    sorted.sort(Comparator.comparingDouble(curve -> Double.parseDouble(curve.endY())));
    double[] ys = sorted.stream().mapToDouble(c -> Double.parseDouble(c.endY())).toArray();
    for (int pass = 0; pass < 50; pass++) {
      for (int i = 1; i < ys.length; i++) {
        double missing = LABEL_HEIGHT - (ys[i] - ys[i - 1]);
        if (missing > 0) {
          ys[i - 1] = Math.max(TOP, ys[i - 1] - missing / 2);
          ys[i] = Math.min(BOTTOM, ys[i] + missing / 2);
        }
      }
    }
    List<Curve> placed = new ArrayList<>();
    for (int i = 0; i < ys.length; i++) {
      Curve c = sorted.get(i);
      placed.add(
          new Curve(
              c.look(), c.name(), c.path(), c.band(), c.endX(), c.endY(), Tick.number(ys[i])));
    }
    return placed;
  }

  /** Percentiles that are worth a mark: those of round nines, and the median. */
  static List<Mark> marks(double most) {
    List<Mark> marks = new ArrayList<>();
    marks.add(new Mark(0, "p0"));
    marks.add(new Mark(Math.log10(2), "p50"));
    String nines = "p90";
    for (int decade = 1; decade <= most + 1e-9; decade++) {
      marks.add(new Mark(decade, nines));
      nines = decade == 1 ? "p99" : decade == 2 ? "p99.9" : nines + "9";
    }
    return marks;
  }

  private static List<Tick> across(double most) {
    return marks(most).stream().map(mark -> new Tick(x(mark.nines(), most), mark.label())).toList();
  }
}
