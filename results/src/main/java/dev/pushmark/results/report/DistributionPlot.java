package dev.pushmark.results.report;

import dev.pushmark.results.compare.Summary;
import dev.pushmark.results.compare.TransportName;
import dev.pushmark.results.compare.Units;
import java.util.ArrayList;
import java.util.List;

/**
 * The distributions of the delivery latency, over a logarithmic axis: the share of deliveries in
 * each class of {@link LatencyDensity}.
 *
 * @param across marks of the latency axis
 * @param up marks of the axis of shares
 */
public record DistributionPlot(List<Outline> outlines, List<Tick> across, List<Tick> up) {
  public static final int WIDTH = 860;
  public static final int HEIGHT = 300;
  public static final int LEFT = 58;
  public static final int RIGHT = 850;
  public static final int TOP = 10;
  public static final int BOTTOM = 250;

  private static final int TICKS = 5;

  /**
   * A transport.
   *
   * @param path of SVG, closed along the axis
   */
  public record Outline(String look, String name, String path) {}

  /** The plot; without outlines if nothing was delivered. */
  static DistributionPlot of(Summary summary, List<LatencyDensity> densities) {
    if (densities.isEmpty()) {
      return new DistributionPlot(List.of(), List.of(), List.of());
    }
    int first = densities.stream().mapToInt(LatencyDensity::first).min().orElse(0);
    int end = densities.stream().mapToInt(LatencyDensity::end).max().orElse(1);
    LatencyAxis across =
        new LatencyAxis(LatencyDensity.beginNs(first), LatencyDensity.beginNs(end), RIGHT, LEFT);
    double most =
        densities.stream()
            .flatMapToDouble(density -> java.util.Arrays.stream(density.shares()))
            .max()
            .orElse(1);
    LinearAxis up = new LinearAxis(0, most * 1.04, BOTTOM, TOP);
    List<Outline> outlines = new ArrayList<>();
    for (LatencyDensity density : densities) {
      String transport = density.figures().transport();
      outlines.add(
          new Outline(
              Look.of(transport, summary.run().plan().transports()),
              TransportName.asTitle(transport),
              path(density, across, up)));
    }
    List<Tick> labelled = across.ticks().stream().filter(tick -> !tick.label().isEmpty()).toList();
    return new DistributionPlot(outlines, labelled, up.ticks(TICKS, Units::share));
  }

  private static String path(LatencyDensity density, LatencyAxis across, LinearAxis up) {
    StringBuilder path = new StringBuilder("M");
    path.append(Tick.number(across.at(LatencyDensity.beginNs(density.first()))))
        .append(' ')
        .append(BOTTOM);
    for (int i = density.first(); i < density.end(); i++) {
      path.append('V')
          .append(Tick.number(up.at(density.share(i))))
          .append('H')
          .append(Tick.number(across.at(LatencyDensity.beginNs(i + 1))));
    }
    return path.append('V').append(BOTTOM).append('Z').toString();
  }
}
