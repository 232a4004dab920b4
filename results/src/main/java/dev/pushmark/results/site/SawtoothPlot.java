package dev.pushmark.results.site;

import dev.pushmark.results.compare.Units;
import dev.pushmark.results.model.Arrivals;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.report.Tick;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * How long one subscriber lacks the newest event, instant by instant, once where it polls and once
 * where it is pushed to: drawn from what a plan asks and how long a push took in the median, not
 * measured. Events follow each other as the plan says, polls are answered at once.
 *
 * @param polled path where it polls
 * @param pushed path where it is pushed to
 * @param peak the highest point, in words
 * @param span the length of what is drawn, in words
 */
public record SawtoothPlot(String polled, String pushed, String peak, String span) {
  public static final int WIDTH = 640;
  public static final int HEIGHT = 250;
  public static final int LEFT = 12;
  public static final int RIGHT = 628;

  /** The lines on which it is up to date, and how far it rises above them. */
  public static final int POLLED_BOTTOM = 124;

  public static final int PUSHED_BOTTOM = 226;
  public static final int RISE = 96;

  private static final double POLLS = 8;
  private static final double FEWEST_EVENTS = 4;
  private static final double MOST_EVENTS = 1_000;

  /** A stretch in which it lacks something: from when that was due until it came, in seconds. */
  private record Lack(double from, double to) {}

  /** Of a plan with events in it; empty where they are too many for a drawing. */
  static Optional<SawtoothPlot> of(Plan plan, double pushNs) {
    double interval = plan.polling().interval().toNanos() / 1e9;
    double rate = plan.workload().eventsPerSecond();
    double span = Math.max(POLLS * interval, FEWEST_EVENTS / rate);
    if (rate * span > MOST_EVENTS) {
      return Optional.empty();
    }
    List<Double> due = due(plan, span);
    List<Lack> polled = lacks(due, at -> (Math.floor(at / interval) + 1) * interval);
    List<Lack> pushed = lacks(due, at -> at + pushNs / 1e9);
    double peak =
        polled.stream().mapToDouble(lack -> lack.to() - lack.from()).max().orElse(interval);
    return Optional.of(
        new SawtoothPlot(
            path(polled, span, peak, POLLED_BOTTOM),
            path(pushed, span, peak, PUSHED_BOTTOM),
            Units.time(peak * 1e9, 2),
            Units.time(span * 1e9, 2)));
  }

  /** When the events of one room are due, in seconds; those of a burst once. */
  private static List<Double> due(Plan plan, double span) {
    Arrivals arrivals = plan.workload().arrivals();
    double gap = arrivals.burstSize() / plan.workload().eventsPerSecond();
    boolean even = arrivals.process() == Arrivals.ArrivalProcess.CONSTANT;
    Random random = new Random(plan.seed());
    List<Double> due = new ArrayList<>();
    double at = even ? gap / 2 : random.nextExponential() * gap;
    while (at < span) {
      due.add(at);
      at += even ? gap : random.nextExponential() * gap;
    }
    return due;
  }

  private interface Coming {
    double of(double due);
  }

  /** One stretch after the other: the first event that is lacked begins it, its coming ends it. */
  private static List<Lack> lacks(List<Double> due, Coming coming) {
    List<Lack> lacks = new ArrayList<>();
    for (double at : due) {
      double to = coming.of(at);
      if (lacks.isEmpty() || to > lacks.get(lacks.size() - 1).to()) {
        lacks.add(new Lack(at, to));
      }
    }
    return lacks;
  }

  /** While an earlier event is on its way, a later one adds nothing; then the later one counts. */
  private static String path(List<Lack> lacks, double span, double peak, int bottom) {
    StringBuilder path = new StringBuilder("M" + LEFT + " " + bottom);
    double came = 0;
    for (Lack lack : lacks) {
      double begins = Math.max(lack.from(), came);
      point(path.append('L'), begins, 0, span, peak, bottom);
      point(path.append('L'), begins, begins - lack.from(), span, peak, bottom);
      double ends = Math.min(lack.to(), span);
      point(path.append('L'), ends, ends - lack.from(), span, peak, bottom);
      if (lack.to() >= span) {
        return path.toString(); // what comes later is not drawn
      }
      point(path.append('L'), ends, 0, span, peak, bottom);
      came = lack.to();
    }
    return path.append('H').append(RIGHT).toString();
  }

  private static void point(
      StringBuilder path, double at, double lacked, double span, double peak, int bottom) {
    path.append(Tick.number(LEFT + Math.min(1, at / span) * (RIGHT - LEFT)))
        .append(' ')
        .append(Tick.number(bottom - Math.min(1, lacked / peak) * RISE));
  }
}
