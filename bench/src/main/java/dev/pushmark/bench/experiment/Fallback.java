package dev.pushmark.bench.experiment;

import dev.pushmark.bench.experiment.ConnectRules.Blocked;
import dev.pushmark.bench.experiment.ConnectRules.Way;
import dev.pushmark.bench.experiment.Step.Extent;
import dev.pushmark.bench.experiment.Step.Work;
import dev.pushmark.bench.plan.BadPlanException;
import dev.pushmark.bench.plan.Overrides;
import dev.pushmark.results.compare.Percentile;
import dev.pushmark.results.compare.TransportFigures;
import dev.pushmark.results.compare.TransportName;
import dev.pushmark.results.model.ClaimFigure;
import dev.pushmark.results.model.ExperimentRun.Picture;
import dev.pushmark.results.model.Fault;
import dev.pushmark.results.model.Fault.BlockUpgrade.How;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.Network;
import dev.pushmark.results.model.PlannedFault;
import dev.pushmark.results.model.Reconnect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What newcomers get in networks that do not let upgrades to WebSocket through. */
final class Fallback implements Experiment {
  private static final String ALONE = "websocket";
  private static final String ELSE_SSE = "websocket-or-sse";
  private static final String SOCKET_IO = "socketio";

  /** Somebody is there from before, and tells that all is well beyond the blocked upgrades. */
  private static final Work WORK = new Work(1, 1, 20);

  /** No newcomer is due at the very beginning of the measurement, when upgrades are blocked. */
  private static final double PER_SECOND = 31;

  private static final Duration WARMUP = Duration.ofMillis(300);
  private static final Extent QUICK = new Extent(1, WARMUP, Duration.ofSeconds(2));
  private static final Extent FULL = new Extent(3, WARMUP, Duration.ofSeconds(6));
  private static final Duration STAY = Duration.ofMillis(800);

  /** For the last who come: until their patience has ended, and they are there. */
  private static final Duration DRAIN = Duration.ofMillis(1600);

  private static final Duration LONGER_THAN_A_ROUND = Duration.ofMinutes(10);

  @Override
  public Description description() {
    return new Description(
        "fallback",
        "What gets through where WebSocket is blocked, and how soon?",
        List.of(Claim.C9));
  }

  @Override
  public List<Step> steps(Form form) throws BadPlanException {
    List<Step> steps = new ArrayList<>();
    for (How how : How.values()) {
      steps.add(
          Step.of(
                  folder(how),
                  words(how),
                  form.quick()
                      ? List.of(ALONE, ELSE_SSE, SOCKET_IO)
                      : List.of(ALONE, ELSE_SSE, "websocket-or-long-polling", SOCKET_IO),
                  WORK,
                  form.quick() ? QUICK : FULL,
                  null,
                  form,
                  new Overrides()
                      .number("/newcomers/perSecond", Double.valueOf(PER_SECOND))
                      .duration("/newcomers/stay", STAY))
              .draining(DRAIN)
              .with(Step.WIDE)
              .with(
                  new Network(
                      Duration.ZERO,
                      List.of(
                          new PlannedFault(
                              Duration.ZERO, new Fault.BlockUpgrade(how, LONGER_THAN_A_ROUND))),
                      Reconnect.DEFAULT)));
    }
    return steps;
  }

  private static String folder(How how) {
    return switch (how) {
      case REFUSE -> "refused";
      case SWALLOW -> "swallowed";
      case CUT -> "cut";
    };
  }

  private static String words(How how) {
    return switch (how) {
      case REFUSE -> "Upgrades to WebSocket are answered with 403";
      case SWALLOW -> "Upgrades to WebSocket disappear";
      case CUT -> "Upgrades to WebSocket are cut off by a reset";
    };
  }

  @Override
  public Conclusions conclude(List<Measured> measured) {
    List<Blocked> networks = new ArrayList<>();
    List<ClaimFigure> counts = new ArrayList<>();
    List<ClaimFigure> firsts = new ArrayList<>();
    List<ClaimFigure> latencies = new ArrayList<>();
    for (Measured step : measured) {
      List<Way> fallbacks = new ArrayList<>();
      for (TransportFigures figures : step.figures().values()) {
        NewcomerReadings own =
            new NewcomerReadings(
                TransportName.asTitle(figures.transport()) + ", " + step.step().folder(), figures);
        counts.add(own.count("newcomers who got an event", own.counts().greeted()));
        if (!figures.transport().equals(ALONE)) {
          fallbacks.add(new Way(TransportName.inText(figures.transport()), own.counts()));
          firsts.add(own.percentile(Metric.FIRST_EVENT, "time to first event", Percentile.P50));
          latencies.add(
              own.percentile(Metric.NEWCOMER_LATENCY, "delivery latency, live", Percentile.P50));
        }
      }
      NewcomerReadings alone = new NewcomerReadings(ALONE, step.of(ALONE));
      networks.add(new Blocked(step.step().folder(), alone.counts(), fallbacks));
    }
    List<ClaimFigure> all = new ArrayList<>(counts);
    all.addAll(firsts);
    all.addAll(latencies);
    return new Conclusions(
        List.of(ConnectRules.needsFallback(networks, all)),
        List.of(
            new Picture(
                "Time to the first event behind a network that blocks WebSocket",
                "Half of the newcomers had their first event within this time of when they were to"
                    + " begin to connect.",
                firsts)));
  }
}
