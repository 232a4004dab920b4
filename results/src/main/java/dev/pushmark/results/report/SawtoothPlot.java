package dev.pushmark.results.report;

import dev.pushmark.results.compare.RoundFigures;
import dev.pushmark.results.compare.TransportFigures;
import dev.pushmark.results.compare.TransportName;
import dev.pushmark.results.compare.Units;
import dev.pushmark.results.model.Injection;
import dev.pushmark.results.model.SamplePath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How long one subscriber of each transport was out of date in the first seconds of its first valid
 * round: the time since the first event was due that is newer than the newest one held. All on the
 * same linear axes, so that areas can be compared.
 *
 * @param across marks of the time axis, under the last row
 */
public record SawtoothPlot(List<Row> rows, List<Tick> across) {
  public static final int WIDTH = 860;
  public static final int LEFT = 58;
  public static final int RIGHT = 836;
  public static final int ROW = 88;

  /** Of a row, above and below its curve. */
  public static final int TOP = 22;

  public static final int BOTTOM = 82;

  private static final int AXIS = 30;
  private static final int TICKS = 2;
  private static final int SECONDS = 6;
  private static final double NS_PER_SECOND = 1e9;

  /**
   * A transport.
   *
   * @param y where the row begins
   * @param path of the area, in coordinates of the row
   * @param events how many were due
   * @param up marks of the age, in coordinates of the row
   */
  public record Row(
      String look, String name, int y, String path, int events, String highest, List<Tick> up) {}

  private record Path(TransportFigures figures, SamplePath sample) {
    static Stream<Path> of(TransportFigures figures) {
      return figures.validRounds().stream()
          .flatMap(round -> sample(round).stream())
          .filter(sample -> !sample.dueNs().isEmpty())
          .limit(1)
          .map(sample -> new Path(figures, sample));
    }

    private static Optional<SamplePath> sample(RoundFigures round) {
      Injection injection = round.round().injection();
      return Optional.ofNullable(injection == null ? null : injection.samplePath());
    }
  }

  /** An instant and the age there. */
  record Age(double atNs, double ns) {}

  /**
   * The plot; without rows if no round kept a sample path.
   *
   * @param names of all of the run's transports
   */
  public static SawtoothPlot of(List<TransportFigures> transports, List<String> names) {
    List<Path> paths = transports.stream().flatMap(Path::of).toList();
    double end = paths.stream().mapToDouble(path -> path.sample().endNs()).max().orElse(1);
    double highest =
        paths.stream()
            .flatMap(path -> ages(path.sample()).stream())
            .mapToDouble(Age::ns)
            .max()
            .orElse(1);
    LinearAxis across = new LinearAxis(0, end, LEFT, RIGHT);
    LinearAxis up = new LinearAxis(0, Math.max(1, highest), BOTTOM, TOP);
    List<Row> rows = new ArrayList<>();
    for (Path path : paths) {
      String transport = path.figures().transport();
      List<Age> ages = ages(path.sample());
      rows.add(
          new Row(
              Look.of(transport, names),
              TransportName.asTitle(transport),
              ROW * rows.size(),
              area(ages, across, up),
              path.sample().dueNs().size(),
              Units.time(ages.stream().mapToDouble(Age::ns).max().orElse(0)),
              up.ticks(TICKS, Units::time)));
    }
    return new SawtoothPlot(
        rows, across.ticks(SECONDS, ns -> Units.significant(ns / NS_PER_SECOND, 2) + " s"));
  }

  /** The corners of the age's curve, in order; it rises as time goes by, and falls at once. */
  static List<Age> ages(SamplePath path) {
    List<Long> due = path.dueNs();
    List<Integer> arrivals =
        IntStream.range(0, due.size())
            .filter(i -> path.receivedNs().get(i) != SamplePath.NEVER)
            .boxed()
            .sorted(Comparator.comparing(path.receivedNs()::get))
            .toList();
    List<Age> ages = new ArrayList<>(List.of(new Age(0, 0)));
    int firstMissing = 0;
    for (int place : arrivals) {
      long now = path.receivedNs().get(place);
      if (place >= firstMissing && now <= path.endNs()) {
        rise(due, firstMissing, now, ages);
        firstMissing = place + 1;
        ages.add(new Age(now, age(due, firstMissing, now)));
      }
    }
    rise(due, firstMissing, path.endNs(), ages);
    return ages;
  }

  private static void rise(List<Long> due, int firstMissing, long untilNs, List<Age> ages) {
    double last = ages.get(ages.size() - 1).atNs();
    if (firstMissing < due.size() && due.get(firstMissing) > last) {
      ages.add(new Age(Math.min(untilNs, due.get(firstMissing)), 0));
    }
    ages.add(new Age(untilNs, age(due, firstMissing, untilNs)));
  }

  private static double age(List<Long> due, int firstMissing, long nowNs) {
    return firstMissing < due.size() ? Math.max(0, nowNs - due.get(firstMissing)) : 0;
  }

  private static String area(List<Age> ages, LinearAxis across, LinearAxis up) {
    StringBuilder path = new StringBuilder("M" + LEFT + " " + BOTTOM);
    for (Age age : ages) {
      path.append('L')
          .append(Tick.number(across.at(age.atNs())))
          .append(' ')
          .append(Tick.number(up.at(age.ns())));
    }
    return path.append('V').append(BOTTOM).append('Z').toString();
  }

  /** For those who do not see it. */
  public String description() {
    return String.join(
        " ",
        rows.stream()
            .map(
                row ->
                    row.name() + ": up to " + row.highest() + " over " + row.events() + " events.")
            .toList());
  }

  /** Where the rows end and the axis begins. */
  public int bottom() {
    return ROW * rows.size();
  }

  /** Of the drawing. */
  public int height() {
    return bottom() + AXIS;
  }
}
