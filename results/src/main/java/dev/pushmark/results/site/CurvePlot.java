package dev.pushmark.results.site;

import dev.pushmark.results.compare.Percentile;
import dev.pushmark.results.report.LatencyAxis;
import dev.pushmark.results.report.Tick;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * A few distributions as curves by percentile, drawn as on the page of a run: both axes
 * logarithmic, each curve cut where fewer than 100 published events lie beyond.
 *
 * @param id unique on the page
 * @param description in words, for those who do not see it
 */
public record CurvePlot(
    String id,
    String title,
    String description,
    List<Curve> curves,
    List<Tick> across,
    List<Tick> up) {
  public static final int WIDTH = 640;
  public static final int HEIGHT = 320;
  public static final int LEFT = 84;
  public static final int RIGHT = 466;
  public static final int TOP = 12;
  public static final int BOTTOM = 268;

  private static final int STEPS = 120;
  private static final int LABEL_HEIGHT = 18;

  /** A distribution, the name it goes by and the published events behind it. */
  record Line(String look, String name, Histogram values, long published) {
    /** How far right it goes: log10 of 1/(1−q) at the largest percentile that is shown. */
    private double nines() {
      return -Math.log10(1 - Percentile.largestShownFor(published) / 100);
    }

    private double at(double nines) {
      return values.getValueAtPercentile(100 * (1 - Math.pow(10, -nines)));
    }
  }

  /** A curve; its label stands clear of the others. */
  public record Curve(
      String look, String name, String path, String endX, String endY, String labelY) {}

  /** Of at least one line; each has values, and events enough for a median. */
  static CurvePlot of(String id, String title, String description, List<Line> lines) {
    double most = lines.stream().mapToDouble(Line::nines).max().orElse(1);
    double smallest = lines.stream().mapToDouble(line -> line.at(0)).min().orElse(1);
    double largest = lines.stream().mapToDouble(line -> line.at(line.nines())).max().orElse(1);
    LatencyAxis axis = new LatencyAxis(smallest, largest, TOP, BOTTOM);
    List<Line> upwards = new ArrayList<>(lines);
    upwards.sort(Comparator.comparingDouble((Line line) -> line.at(line.nines())).reversed());
    List<Curve> curves = new ArrayList<>();
    double free = TOP;
    for (Line line : upwards) {
      double end = axis.at(line.at(line.nines()));
      double label = Math.max(end, free);
      free = label + LABEL_HEIGHT;
      curves.add(
          new Curve(
              line.look(),
              line.name(),
              path(line, axis, most),
              Tick.number(x(line.nines(), most)),
              Tick.number(end),
              Tick.number(label)));
    }
    return new CurvePlot(id, title, description, curves, across(most), axis.ticks());
  }

  private static String path(Line line, LatencyAxis axis, double most) {
    StringBuilder path = new StringBuilder();
    for (int step = 0; step <= STEPS; step++) {
      double nines = line.nines() * step / STEPS;
      path.append(step == 0 ? 'M' : 'L')
          .append(Tick.number(x(nines, most)))
          .append(' ')
          .append(Tick.number(axis.at(line.at(nines))));
    }
    return path.toString();
  }

  private static double x(double nines, double most) {
    return LEFT + nines / most * (RIGHT - LEFT);
  }

  private static List<Tick> across(double most) {
    List<Tick> ticks = new ArrayList<>(List.of(new Tick(x(0, most), "p0")));
    for (Percentile percentile : Percentile.values()) {
      double nines = -Math.log10(1 - percentile.percent() / 100);
      if (nines <= most + 1e-9) {
        ticks.add(new Tick(x(nines, most), percentile.text()));
      }
    }
    return ticks;
  }
}
