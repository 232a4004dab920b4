package dev.pushmark.results.site;

import dev.pushmark.results.compare.TransportFigures;
import dev.pushmark.results.compare.TransportName;
import dev.pushmark.results.compare.Units;
import dev.pushmark.results.model.DurationText;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.TimeOutOfDate;
import dev.pushmark.results.report.LatencyAxis;
import dev.pushmark.results.report.Look;
import dev.pushmark.results.report.SawtoothPlot;
import dev.pushmark.results.report.Tick;
import dev.pushmark.results.store.StoredRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How long subscribers lacked the newest event: every transport of a run that has both one that
 * polls and one that pushes.
 *
 * @param pollInterval as the run was asked
 * @param gap how far apart the events of a room are on average
 * @param sawtooth of one subscriber of each transport; without rows where the run kept none
 */
public record StalenessExample(
    Source source,
    String pollInterval,
    String gap,
    SawtoothPlot sawtooth,
    List<Row> rows,
    List<Tick> across) {
  public static final int WIDTH = 640;
  public static final int LEFT = 150;
  public static final int RIGHT = 620;
  public static final int TOP = 8;
  public static final int ROW = 34;

  /**
   * A transport; coordinates are those of its mean and its peak.
   *
   * @param y of its line
   */
  public record Row(
      String look,
      String name,
      String mean,
      String share,
      String peak,
      String meanX,
      String peakX,
      int y) {}

  /** Where the rows end and the axis begins. */
  public int bottom() {
    return TOP + ROW * rows.size();
  }

  static boolean mayCome(RunFigures run) {
    return run.plan().workload().eventsPerSecond() > 0 && CurveExample.mayCome(run);
  }

  static Optional<StalenessExample> of(PublishedRun run, StoredRun stored) {
    return Examples.first(Examples.POLLING, stored).isPresent()
            && Examples.first(Examples.PUSH, stored).isPresent()
        ? Optional.of(example(run, stored))
        : Optional.empty();
  }

  private static StalenessExample example(PublishedRun run, StoredRun stored) {
    Plan plan = stored.run().plan();
    List<TransportFigures> told =
        plan.transports().stream()
            .map(name -> TransportFigures.of(name, stored.rounds(), stored.histograms()))
            .filter(figures -> figures.timeOutOfDate().isPresent())
            .toList();
    double least = told.stream().mapToDouble(f -> stale(f).meanNs()).min().orElse(1);
    double most = told.stream().mapToDouble(f -> stale(f).peakNs()).max().orElse(1);
    LatencyAxis axis = new LatencyAxis(least, most, RIGHT, LEFT);
    List<Row> rows = new ArrayList<>();
    for (TransportFigures figures : told) {
      TimeOutOfDate stale = stale(figures);
      rows.add(
          new Row(
              Look.of(figures.transport(), plan.transports()),
              TransportName.asTitle(figures.transport()),
              Units.time(stale.meanNs()),
              Units.share(stale.share()),
              Units.time(stale.peakNs()),
              Tick.number(axis.at(stale.meanNs())),
              Tick.number(axis.at(stale.peakNs())),
              TOP + ROW * rows.size() + ROW / 2));
    }
    return new StalenessExample(
        Source.of(run),
        DurationText.format(plan.polling().interval()),
        Units.time(1e9 / plan.workload().eventsPerSecond()),
        SawtoothPlot.of(told, plan.transports()),
        rows,
        axis.ticks().stream().filter(tick -> !tick.label().isEmpty()).toList());
  }

  private static TimeOutOfDate stale(TransportFigures figures) {
    return figures.timeOutOfDate().orElse(new TimeOutOfDate(0, 0, 0));
  }
}
