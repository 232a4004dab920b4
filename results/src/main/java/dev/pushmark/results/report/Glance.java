package dev.pushmark.results.report;

import dev.pushmark.results.compare.DeliveredShare;
import dev.pushmark.results.compare.Percentile;
import dev.pushmark.results.compare.Summary;
import dev.pushmark.results.compare.TransportFigures;
import dev.pushmark.results.compare.TransportName;
import dev.pushmark.results.compare.Units;
import dev.pushmark.results.model.Metric;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The verdict as a picture: for each transport, fastest first, a dot at p50 and a line to the
 * largest of the usual percentiles that may be shown, on one logarithmic axis.
 *
 * @param across marks of the latency axis
 */
public record Glance(List<Bar> bars, List<Tick> across, int height) {
  public static final int WIDTH = 560;
  public static final int LEFT = 128;
  public static final int RIGHT = 512;
  public static final int TOP = 8;

  private static final int ROW = 42;
  private static final int AXIS = 26;

  /**
   * A transport.
   *
   * @param p50 as written
   * @param upTo the name of the percentile at the line's end; empty if there is only p50
   */
  public record Bar(
      String look, String name, int y, String fromX, String toX, String p50, String upTo) {}

  private record Entry(TransportFigures figures, double p50, Optional<Percentile> last) {
    double end() {
      return last.flatMap(p -> figures.percentileNs(Metric.DELIVERY_LATENCY, p)).orElse(p50);
    }
  }

  static Glance of(Summary summary) {
    List<Entry> entries = new ArrayList<>();
    for (TransportFigures figures : summary.transports()) {
      figures
          .percentileNs(Metric.DELIVERY_LATENCY, Percentile.P50)
          .ifPresent(p50 -> entries.add(new Entry(figures, p50, last(figures))));
    }
    if (entries.isEmpty()) {
      return new Glance(List.of(), List.of(), 0);
    }
    entries.sort(Comparator.comparingDouble(Entry::p50));
    double most = entries.stream().mapToDouble(Entry::end).max().orElse(1);
    LatencyAxis axis = new LatencyAxis(entries.get(0).p50(), most, RIGHT, LEFT);
    List<Bar> bars = new ArrayList<>();
    for (Entry entry : entries) {
      bars.add(bar(entry, axis, summary, TOP + ROW * bars.size() + ROW / 2 + 6));
    }
    List<Tick> ticks = axis.ticks().stream().filter(tick -> !tick.label().isEmpty()).toList();
    return new Glance(bars, ticks, TOP + ROW * bars.size() + AXIS);
  }

  private static Optional<Percentile> last(TransportFigures figures) {
    Optional<Percentile> last = Optional.empty();
    for (Percentile percentile : List.of(Percentile.P90, Percentile.P99)) {
      if (percentile.isShownFor(figures.counts().published())) {
        last = Optional.of(percentile);
      }
    }
    return last;
  }

  private static Bar bar(Entry entry, LatencyAxis axis, Summary summary, int y) {
    String transport = entry.figures().transport();
    return new Bar(
        Look.of(transport, summary.run().plan().transports()),
        TransportName.asTitle(transport),
        y,
        Tick.number(axis.at(entry.p50())),
        Tick.number(axis.at(entry.end())),
        Units.time(entry.p50()) + DeliveredShare.behind(entry.figures().counts()),
        entry.last().map(Percentile::text).orElse(""));
  }

  /** Where the rows end and the axis begins. */
  public int bottom() {
    return height - AXIS;
  }
}
