package dev.pushmark.results.report;

import dev.pushmark.results.compare.Percentile;
import dev.pushmark.results.compare.RoundFigures;
import dev.pushmark.results.compare.Summary;
import dev.pushmark.results.compare.TransportFigures;
import dev.pushmark.results.compare.TransportName;
import dev.pushmark.results.compare.Units;
import dev.pushmark.results.model.Injection;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.PlannedFault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/**
 * Latency over time of one transport: its rounds beside each other, second by second; the largest
 * latency always, the median where a second has events enough for one.
 */
public record TimeStrip(String look, String name, List<Panel> panels, List<Tick> up) {
  public static final int WIDTH = 860;
  public static final int HEIGHT = 96;
  public static final int LEFT = 58;
  public static final int TOP = 6;
  public static final int BOTTOM = 78;

  private static final int GAP = 10;

  /**
   * One round.
   *
   * @param title block, and attempt if there was more than one
   * @param valid whether its figures are used
   * @param maxima path of the largest latency of each second; empty if nothing was delivered
   * @param medians path of the median of each second; empty where there are too few events
   * @param injectorStalls path of bars, as high as the injector's longest stall of each second
   * @param serverStalls the same of the server; empty where none was recorded
   * @param injectorPauses path of bars, as high as the longest pause of the injector's JVM
   * @param serverPauses the same of the server
   * @param faults path of a line where a fault strikes, or of a field while one is on
   * @param readings what happened in each second, in words
   */
  public record Panel(
      String title,
      boolean valid,
      String x,
      String width,
      String maxima,
      String medians,
      String injectorStalls,
      String serverStalls,
      String injectorPauses,
      String serverPauses,
      String faults,
      List<String> readings) {
    /** The middle, for the title. */
    public String middle() {
      return Tick.number(Double.parseDouble(x) + Double.parseDouble(width) / 2);
    }
  }

  /** What one interval shows. */
  private record Second(double median, double max) {
    static Optional<Second> of(Histogram interval) {
      return interval.getTotalCount() == 0
          ? Optional.empty()
          : Optional.of(new Second(interval.getValueAtPercentile(50), interval.getMaxValue()));
    }
  }

  /** A round with its intervals; those without deliveries are empty. */
  private record Course(RoundFigures round, List<Optional<Second>> seconds) {
    static Course of(RoundFigures round) {
      return new Course(
          round, round.intervals(Metric.DELIVERY_LATENCY).stream().map(Second::of).toList());
    }
  }

  /** A strip for each transport that has rounds, all on the same axis. */
  static List<TimeStrip> of(Summary summary) {
    Map<TransportFigures, List<Course>> courses = new LinkedHashMap<>();
    for (TransportFigures figures : summary.transports()) {
      courses.put(figures, figures.rounds().stream().map(Course::of).toList());
    }
    List<Second> seconds =
        courses.values().stream()
            .flatMap(List::stream)
            .flatMap(course -> course.seconds().stream())
            .flatMap(Optional::stream)
            .toList();
    if (seconds.isEmpty()) {
      return List.of();
    }
    LatencyAxis axis =
        new LatencyAxis(
            seconds.stream().mapToDouble(Second::median).min().orElse(1),
            Math.max(
                StallBars.longestNs(summary),
                seconds.stream().mapToDouble(Second::max).max().orElse(1)),
            TOP,
            BOTTOM);
    List<TimeStrip> strips = new ArrayList<>();
    courses.forEach(
        (figures, rounds) ->
            strips.add(
                new TimeStrip(
                    Look.of(figures.transport(), summary.run().plan().transports()),
                    TransportName.asTitle(figures.transport()),
                    panels(rounds, axis, summary.run().plan().network().faults()),
                    axis.ticks().stream().filter(tick -> !tick.label().isEmpty()).toList())));
    return strips;
  }

  private static List<Panel> panels(
      List<Course> courses, LatencyAxis axis, List<PlannedFault> faults) {
    List<Panel> panels = new ArrayList<>();
    double width = (WIDTH - LEFT + GAP) / (double) Math.max(1, courses.size()) - GAP;
    for (Course course : courses) {
      double x = LEFT + panels.size() * (width + GAP);
      int block = course.round().round().block();
      int attempt = course.round().round().attempt();
      panels.add(
          new Panel(
              attempt == 1 ? "block " + block : "block " + block + "." + attempt,
              course.round().isValid(),
              Tick.number(x),
              Tick.number(width),
              path(course.seconds(), Second::max, axis, x, width),
              mediansShown(course.round())
                  ? path(course.seconds(), Second::median, axis, x, width)
                  : "",
              StallBars.INJECTOR_STALLS.of(course.round(), axis, x, width),
              StallBars.SERVER_STALLS.of(course.round(), axis, x, width),
              StallBars.INJECTOR_PAUSES.of(course.round(), axis, x, width),
              StallBars.SERVER_PAUSES.of(course.round(), axis, x, width),
              faults(faults, course.seconds().size(), x, width),
              readings(course, faults)));
    }
    return panels;
  }

  /** Faults that would be drawn on the same spot are drawn once. */
  private static String faults(List<PlannedFault> faults, int seconds, double x, double width) {
    double step = width / Math.max(1, seconds);
    Set<String> marks = new LinkedHashSet<>();
    for (PlannedFault planned : faults) {
      double from = x + Math.min(width, step * planned.at().toNanos() / 1e9);
      double to =
          Math.min(x + width, from + step * FaultWords.lasting(planned.fault()).toNanos() / 1e9);
      String line = "M" + Tick.number(from) + " " + TOP + "V" + BOTTOM;
      marks.add(to > from ? line + "H" + Tick.number(to) + "V" + TOP + "Z" : line);
    }
    return String.join("", marks);
  }

  private static String faultsIn(int second, List<PlannedFault> faults) {
    Map<String, Long> struck =
        faults.stream()
            .filter(planned -> planned.at().toSeconds() == second)
            .collect(
                Collectors.groupingBy(
                    planned -> FaultWords.name(planned.fault()),
                    TreeMap::new,
                    Collectors.counting()));
    return struck.entrySet().stream()
        .map(kind -> ", " + (kind.getValue() == 1 ? "" : kind.getValue() + " × ") + kind.getKey())
        .collect(Collectors.joining());
  }

  private static List<String> readings(Course course, List<PlannedFault> faults) {
    List<String> readings = new ArrayList<>();
    for (int i = 0; i < course.seconds().size(); i++) {
      Optional<Second> second = course.seconds().get(i);
      String text =
          second.isEmpty()
              ? "nothing delivered"
              : (mediansShown(course.round())
                      ? "p50 " + Units.time(second.get().median()) + ", "
                      : "")
                  + "latest after "
                  + Units.time(second.get().max());
      readings.add(
          text
              + faultsIn(i, faults)
              + StallBars.INJECTOR_STALLS.words(course.round(), i)
              + StallBars.INJECTOR_PAUSES.words(course.round(), i)
              + StallBars.SERVER_STALLS.words(course.round(), i)
              + StallBars.SERVER_PAUSES.words(course.round(), i));
    }
    return readings;
  }

  /** The rule of the percentiles holds for a single second as well. */
  private static boolean mediansShown(RoundFigures round) {
    Injection injection = round.round().injection();
    return injection != null && Percentile.P50.isShownFor((long) injection.achievedRate());
  }

  private static String path(
      List<Optional<Second>> seconds,
      ToDoubleFunction<Second> figure,
      LatencyAxis axis,
      double x,
      double width) {
    double step = width / Math.max(1, seconds.size());
    StringBuilder path = new StringBuilder();
    boolean drawing = false;
    for (int i = 0; i < seconds.size(); i++) {
      Optional<Second> second = seconds.get(i);
      if (second.isPresent()) {
        path.append(drawing ? "L" : "M")
            .append(Tick.number(x + i * step))
            .append(' ')
            .append(Tick.number(axis.at(figure.applyAsDouble(second.get()))))
            .append('H')
            .append(Tick.number(x + (i + 1) * step));
      }
      drawing = second.isPresent();
    }
    return path.toString();
  }
}
