package dev.pushmark.bench.experiment;

import dev.pushmark.bench.experiment.Step.Extent;
import dev.pushmark.bench.experiment.Step.Work;
import dev.pushmark.bench.plan.BadPlanException;
import dev.pushmark.results.compare.Percentile;
import dev.pushmark.results.compare.TransportFigures;
import dev.pushmark.results.compare.TransportName;
import dev.pushmark.results.model.ClaimFigure;
import dev.pushmark.results.model.ExperimentRun.Picture;
import dev.pushmark.results.model.Metric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How far apart the subscribers of a room see the same event, by the size of the room. */
final class Skew implements Experiment {
  private static final String SPREAD = "from first to last delivery";
  private static final Duration INTERVAL = Duration.ofMillis(500);

  private static final Work SMALL = new Work(20, 10, 10);
  private static final Work MIDDLE = new Work(4, 100, 25);
  private static final Work LARGE = new Work(1, 1000, 10);

  /** These and the others: 200 events to a round and more, so that each has a median of its own. */
  private static final Extent QUICK =
      new Extent(2, Duration.ofMillis(500), Duration.ofMillis(2500));

  private static final Extent FULL = new Extent(4, Duration.ofSeconds(2), Duration.ofSeconds(10));
  private static final Extent FULL_LARGE =
      new Extent(4, Duration.ofSeconds(2), Duration.ofSeconds(25));

  @Override
  public Description description() {
    return new Description(
        "skew", "Do all users see the same thing at the same time?", List.of(Claim.C12));
  }

  @Override
  public List<Step> steps(Form form) throws BadPlanException {
    List<Step> steps = new ArrayList<>();
    for (Work work : form.quick() ? List.of(SMALL, MIDDLE) : List.of(SMALL, MIDDLE, LARGE)) {
      steps.add(
          Step.of(
              "room-" + work.subscribersPerRoom(),
              "Rooms of " + work.subscribersPerRoom() + ", polled every 500 ms or pushed to",
              form.quick()
                  ? List.of("short-polling", "websocket")
                  : List.of("short-polling", "long-polling", "sse", "websocket"),
              work,
              form.quick() ? QUICK : work.equals(LARGE) ? FULL_LARGE : FULL,
              INTERVAL,
              form));
    }
    return steps;
  }

  @Override
  public Conclusions conclude(List<Measured> measured) {
    List<ClaimFigure> medians = new ArrayList<>();
    List<ClaimFigure> tails = new ArrayList<>();
    for (Measured step : measured) {
      int size = step.step().plan().workload().subscribersPerRoom();
      for (TransportFigures figures : step.figures().values()) {
        Readings readings =
            new Readings(
                TransportName.asTitle(figures.transport()) + " in rooms of " + size, figures);
        medians.add(readings.percentile(Metric.SPREAD, SPREAD, Percentile.P50));
        for (Percentile percentile : List.of(Percentile.P90, Percentile.P99)) {
          ClaimFigure tail = readings.percentile(Metric.SPREAD, SPREAD, percentile);
          if (tail.value() != null) {
            tails.add(tail);
          }
        }
      }
    }
    return new Conclusions(
        List.of(CrowdRules.sameTime(medians, tails)),
        List.of(
            new Picture(
                "How far apart",
                "The median time from the first delivery of an event in a room to its last.",
                medians)));
  }
}
