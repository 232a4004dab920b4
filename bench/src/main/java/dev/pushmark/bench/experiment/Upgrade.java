package dev.pushmark.bench.experiment;

import dev.pushmark.bench.experiment.Step.Extent;
import dev.pushmark.bench.experiment.Step.Work;
import dev.pushmark.bench.plan.BadPlanException;
import dev.pushmark.bench.plan.Overrides;
import dev.pushmark.results.compare.Percentile;
import dev.pushmark.results.compare.TransportFigures;
import dev.pushmark.results.compare.TransportName;
import dev.pushmark.results.model.ClaimFigure;
import dev.pushmark.results.model.DurationText;
import dev.pushmark.results.model.ExperimentRun.Picture;
import dev.pushmark.results.model.Metric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What Socket.IO's ways to connect take beside a raw WebSocket, where there is a way to go. */
final class Upgrade implements Experiment {
  private static final String WEBSOCKET = "websocket";
  private static final List<String> TRANSPORTS =
      List.of(WEBSOCKET, "socketio-websocket", "socketio", "socketio-polling");
  private static final Duration FAR = Duration.ofMillis(40);
  private static final String FIRST_EVENT = "time to first event";
  private static final String CONNECT = "time to connect";

  private static final Work SILENT = new Work(1, 1, 0);
  private static final Extent QUICK =
      new Extent(2, Duration.ofMillis(800), Duration.ofMillis(1200));
  private static final Extent FULL = new Extent(4, Duration.ofSeconds(2), Duration.ofSeconds(4));
  private static final double PER_SECOND = 50;

  /** In which an upgrade has come to its end, be the way far. */
  private static final Duration STAY = Duration.ofMillis(600);

  @Override
  public Description description() {
    return new Description(
        "upgrade",
        "What does it take until Socket.IO is connected, beside a raw WebSocket?",
        List.of(Claim.C8));
  }

  @Override
  public List<Step> steps(Form form) throws BadPlanException {
    return List.of(
        step(
            "near",
            Duration.ZERO,
            form.quick() ? List.of(WEBSOCKET, "socketio") : TRANSPORTS,
            form),
        step("far", FAR, TRANSPORTS, form));
  }

  private static Step step(String folder, Duration rtt, List<String> transports, Form form)
      throws BadPlanException {
    return Step.of(
            folder,
            rtt.isZero()
                ? "Newcomers without a way to go"
                : "Newcomers with a round trip of " + DurationText.format(rtt) + " added",
            transports,
            SILENT,
            form.quick() ? QUICK : FULL,
            null,
            form,
            new Overrides()
                .number("/newcomers/perSecond", Double.valueOf(PER_SECOND))
                .duration("/newcomers/stay", STAY)
                .duration("/network/rtt", rtt))
        .draining(STAY.multipliedBy(2))
        .whileItCompiles();
  }

  @Override
  public Conclusions conclude(List<Measured> measured) {
    List<ClaimFigure> ratios = new ArrayList<>();
    List<ClaimFigure> firsts = new ArrayList<>();
    List<ClaimFigure> others = new ArrayList<>();
    for (Measured step : measured) {
      NewcomerReadings raw = readings(step, step.of(WEBSOCKET));
      for (TransportFigures figures : step.figures().values()) {
        NewcomerReadings own = readings(step, figures);
        firsts.add(own.percentile(Metric.FIRST_EVENT, FIRST_EVENT, Percentile.P50));
        others.add(own.percentile(Metric.FIRST_EVENT, FIRST_EVENT, Percentile.P90));
        others.add(own.percentile(Metric.CONNECT, CONNECT, Percentile.P50));
        others.add(own.bytes());
        others.add(own.count("upgraded newcomers", own.counts().upgraded()));
        if (!figures.transport().equals(WEBSOCKET)) {
          ratios.add(
              own.ratioTo(
                  raw,
                  FIRST_EVENT + ", p50",
                  NewcomerReadings.own(Metric.FIRST_EVENT, Percentile.P50)));
          ratios.add(own.ratioTo(raw, "bytes per newcomer", NewcomerReadings::bytes));
          others.add(
              own.ratioTo(
                  raw, CONNECT + ", p50", NewcomerReadings.own(Metric.CONNECT, Percentile.P50)));
        }
      }
    }
    others.addAll(firsts);
    return new Conclusions(
        List.of(ConnectRules.freeToConnect(ratios, others)),
        List.of(
            new Picture(
                "Time to the first event",
                "Half of the newcomers had their first event within this time of when they were to"
                    + " begin to connect.",
                firsts)));
  }

  private static NewcomerReadings readings(Measured step, TransportFigures figures) {
    return new NewcomerReadings(
        TransportName.asTitle(figures.transport()) + ", " + step.step().folder(), figures);
  }
}
