package dev.pushmark.bench.experiment;

import dev.pushmark.bench.experiment.Step.Extent;
import dev.pushmark.bench.experiment.Step.Work;
import dev.pushmark.bench.plan.BadPlanException;
import dev.pushmark.results.compare.TransportFigures;
import dev.pushmark.results.compare.TransportName;
import dev.pushmark.results.model.ClaimFigure;
import dev.pushmark.results.model.ClaimFigure.Unit;
import dev.pushmark.results.model.ExperimentRun.Picture;
import dev.pushmark.results.model.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What polling and push put on the wire, where events are rare and where they are not. */
final class TrafficExperiment implements Experiment {
  private static final String WEBSOCKET = "websocket";
  private static final Duration INTERVAL = Duration.ofMillis(500);
  private static final int ROOMS = 50;
  private static final int SUBSCRIBERS = 4;

  private static final Extent QUICK = new Extent(2, Duration.ofMillis(500), Duration.ofSeconds(2));
  private static final Extent FULL = new Extent(3, Duration.ofSeconds(1), Duration.ofSeconds(8));

  /** How often something happens in a room, and what that is called. */
  private record Pace(String folder, String name, double eventsPerSecond) {}

  private static final Pace QUIET = new Pace("quiet", "rare events", 0.2);
  private static final Pace STEADY = new Pace("steady", "an event for each poll", 2);
  private static final Pace BUSY = new Pace("busy", "many events for each poll", 20);

  @Override
  public Description description() {
    return new Description(
        "traffic", "How many bytes and requests does a delivered event take?", List.of(Claim.C5));
  }

  @Override
  public List<Step> steps(Form form) throws BadPlanException {
    List<Step> steps = new ArrayList<>();
    for (Pace pace : form.quick() ? List.of(QUIET, BUSY) : List.of(QUIET, STEADY, BUSY)) {
      steps.add(
          Step.of(
              pace.folder,
              "Polling every 500 ms beside push, " + pace.name,
              form.quick()
                  ? List.of("short-polling", "short-polling-h2", WEBSOCKET)
                  : List.of(
                      "refresh",
                      "short-polling",
                      "short-polling-h2",
                      "long-polling",
                      "long-polling-h2",
                      "sse",
                      "sse-h2",
                      WEBSOCKET,
                      "websocket-h2"),
              new Work(ROOMS, SUBSCRIBERS, pace.eventsPerSecond),
              form.quick() ? QUICK : FULL,
              INTERVAL,
              form));
    }
    return steps;
  }

  @Override
  public Conclusions conclude(List<Measured> measured) {
    List<ClaimFigure> ratios = new ArrayList<>();
    List<ClaimFigure> others = new ArrayList<>();
    List<Picture> pictures = new ArrayList<>();
    for (Measured step : measured) {
      TransportFigures websocket = step.of(WEBSOCKET);
      List<ClaimFigure> bytes = new ArrayList<>();
      for (TransportFigures figures : step.figures().values()) {
        Readings readings = new Readings(title(step, figures), figures);
        bytes.add(readings.perDelivered("bytes per delivered event", Unit.BYTES, Readings::bytes));
        others.add(
            readings.perDelivered("requests per delivered event", Unit.NUMBER, Traffic::requests));
        if (isPolling(figures)) {
          ratios.add(
              readings.ratioTo(
                  websocket,
                  "bytes per delivered event",
                  Readings.trafficPerDelivered(Readings::bytes)));
          others.add(
              readings.perDelivered(
                  "empty polls per delivered event", Unit.NUMBER, Traffic::emptyPolls));
        }
      }
      others.addAll(bytes);
      pictures.add(
          new Picture(
              "Bytes of a delivered event: " + step.step().folder(),
              "Both ways, with requests, headers, framing and empty polls.",
              bytes));
    }
    return new Conclusions(List.of(PollingRules.wastes(ratios, others)), pictures);
  }

  private static boolean isPolling(TransportFigures figures) {
    return figures.transport().contains("polling") || figures.transport().equals("refresh");
  }

  private static String title(Measured step, TransportFigures figures) {
    return TransportName.asTitle(figures.transport()) + ", " + step.step().folder();
  }
}
