package dev.pushmark.results.report;

import dev.pushmark.results.compare.TransportName;
import dev.pushmark.results.model.SweepRun;
import dev.pushmark.results.model.SweepRun.Figures;
import dev.pushmark.results.model.SweepRun.Leg;
import dev.pushmark.results.model.SweepRun.Reading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * A percentile of the delivery latency by where the network stands, a line for each transport:
 * linear across, logarithmic upwards.
 *
 * @param id unique on the page
 * @param across the values that were measured
 * @param lines of transports that have a figure, the one that ends highest first
 */
public record SweepPlot(
    String id, String title, String axis, List<Line> lines, List<Tick> across, List<Tick> up) {
  public static final int WIDTH = 640;
  public static final int HEIGHT = 320;
  public static final int LEFT = 84;
  public static final int RIGHT = 450;
  public static final int TOP = 12;
  public static final int BOTTOM = 268;

  private static final double MARGIN = 0.04;
  private static final int LABEL_HEIGHT = 18;
  private static final double TICK_WIDTH = 44;

  /**
   * A transport.
   *
   * @param path through its dots
   * @param labelY where its name stands, clear of the others
   */
  public record Line(
      String look,
      String name,
      String path,
      String endX,
      String endY,
      String labelY,
      List<Dot> dots) {}

  /**
   * A figure.
   *
   * @param lowY lower end of its interval; empty if there is none
   */
  public record Dot(String x, String y, String lowY, String highY, String text) {}

  /** That of a percentile; null where no transport has a figure. */
  static @Nullable SweepPlot of(
      SweepRun run, String percentile, Function<Figures, @Nullable Reading> reading) {
    double[] ns =
        run.legs().stream()
            .flatMap(leg -> leg.figures().stream())
            .flatMapToDouble(figures -> ends(reading.apply(figures)))
            .sorted()
            .toArray();
    if (ns.length == 0) {
      return null;
    }
    LatencyAxis up = new LatencyAxis(ns[0], ns[ns.length - 1], TOP, BOTTOM);
    LinearAxis across = across(run);
    List<Line> lines = new ArrayList<>();
    for (String transport : run.transports()) {
      List<Dot> dots = dots(run, transport, reading, across, up);
      if (!dots.isEmpty()) {
        lines.add(line(run, transport, dots));
      }
    }
    return new SweepPlot(
        "by-" + percentile,
        percentile + " by " + run.along().title(),
        run.along().title(),
        clear(lines),
        ticks(run, across),
        up.ticks());
  }

  private static DoubleStream ends(@Nullable Reading reading) {
    if (reading == null) {
      return DoubleStream.empty();
    }
    Double low = reading.lowNs();
    Double high = reading.highNs();
    return low == null || high == null
        ? DoubleStream.of(reading.ns())
        : DoubleStream.of(reading.ns(), low, high);
  }

  private static LinearAxis across(SweepRun run) {
    double least = run.legs().stream().mapToDouble(Leg::value).min().orElse(0);
    double most = run.legs().stream().mapToDouble(Leg::value).max().orElse(1);
    double margin = most > least ? MARGIN * (most - least) : 1;
    return new LinearAxis(least - margin, most + margin, LEFT, RIGHT);
  }

  private static List<Dot> dots(
      SweepRun run,
      String transport,
      Function<Figures, @Nullable Reading> reading,
      LinearAxis across,
      LatencyAxis up) {
    List<Dot> dots = new ArrayList<>();
    run.legs().stream()
        .sorted(Comparator.comparingDouble(Leg::value))
        .forEach(
            leg -> {
              Reading read = reading.apply(leg.of(transport));
              if (read != null) {
                dots.add(dot(run, leg, read, across, up));
              }
            });
    return dots;
  }

  private static Dot dot(
      SweepRun run, Leg leg, Reading reading, LinearAxis across, LatencyAxis up) {
    Double low = reading.lowNs();
    Double high = reading.highNs();
    return new Dot(
        Tick.number(across.at(leg.value())),
        Tick.number(up.at(reading.ns())),
        low == null ? "" : Tick.number(up.at(low)),
        high == null ? "" : Tick.number(up.at(high)),
        SweepText.value(run.along(), leg.value()) + ": " + SweepText.cell(reading));
  }

  private static Line line(SweepRun run, String transport, List<Dot> dots) {
    StringBuilder path = new StringBuilder();
    for (Dot dot : dots) {
      path.append(path.isEmpty() ? 'M' : 'L').append(dot.x()).append(' ').append(dot.y());
    }
    Dot last = dots.get(dots.size() - 1);
    return new Line(
        Look.of(transport, run.transports()),
        TransportName.asTitle(transport),
        path.toString(),
        last.x(),
        last.y(),
        last.y(),
        dots);
  }

  /** From the top down, with names that stand clear of each other. */
  private static List<Line> clear(List<Line> lines) {
    List<Line> downwards = new ArrayList<>(lines);
    downwards.sort(Comparator.comparingDouble(line -> Double.parseDouble(line.endY())));
    List<Line> clear = new ArrayList<>();
    double lowest = BOTTOM - (downwards.size() - 1.0) * LABEL_HEIGHT;
    double free = TOP;
    for (Line line : downwards) {
      double label = Math.min(Math.max(Double.parseDouble(line.endY()), free), lowest);
      free = label + LABEL_HEIGHT;
      lowest += LABEL_HEIGHT;
      clear.add(
          new Line(
              line.look(),
              line.name(),
              line.path(),
              line.endX(),
              line.endY(),
              Tick.number(label),
              line.dots()));
    }
    return clear;
  }

  /** The values that were measured, the largest first where there is no room for all of them. */
  private static List<Tick> ticks(SweepRun run, LinearAxis across) {
    List<Tick> ticks = new ArrayList<>();
    run.legs().stream()
        .sorted(Comparator.comparingDouble(Leg::value).reversed())
        .forEach(
            leg -> {
              double x = across.at(leg.value());
              if (ticks.stream().allMatch(tick -> tick.position() - x >= TICK_WIDTH)) {
                ticks.add(new Tick(x, SweepText.value(run.along(), leg.value())));
              }
            });
    return ticks;
  }

  /** In words, for those who do not see it. */
  public String description() {
    StringBuilder text = new StringBuilder();
    for (Line line : lines) {
      text.append(line.name)
          .append(": ")
          .append(String.join(", ", line.dots.stream().map(Dot::text).toList()))
          .append(". ");
    }
    return text.toString().strip();
  }
}
