package dev.pushmark.bench.experiment;

import dev.pushmark.bench.experiment.Step.Extent;
import dev.pushmark.bench.experiment.Step.Work;
import dev.pushmark.bench.plan.BadPlanException;
import dev.pushmark.results.model.DurationText;
import dev.pushmark.results.model.Fault;
import dev.pushmark.results.model.FaultPlan;
import dev.pushmark.results.model.Network;
import dev.pushmark.results.model.PlannedFault;
import dev.pushmark.results.model.Reconnect;
import dev.pushmark.results.model.Reconnect.Backoff;
import dev.pushmark.results.model.Target;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The runs of which the experiment on coming back consists. */
final class ReconnectSteps {
  static final String ANEW = "cuts-anew";
  static final String RESUMING = "cuts-resuming";
  static final String AWAY = "stays-away";
  static final String ONE = "one-cut";
  static final String SILENT = "half-open";
  static final String RESTART = "restart";
  static final String CALM = "storm-calm";

  private static final String STORM = "storm-";
  private static final int CUTS = 200;
  private static final String WEBSOCKET = "websocket";
  private static final List<String> STREAMS = List.of("sse", WEBSOCKET);
  private static final List<String> FEW = List.of("long-polling", "sse", WEBSOCKET);
  private static final List<String> MANY =
      List.of("long-polling", "sse", WEBSOCKET, "socketio-websocket", "sse-h2", "grpc");

  /** 2,000 deliveries a second, so that most cuts find something under way. */
  private static final Work CHATTER = new Work(10, 10, 20);

  private static final Duration QUICK_WARMUP = Duration.ofMillis(300);
  private static final Duration WARMUP = Duration.ofSeconds(1);
  private static final Extent QUICK = new Extent(1, QUICK_WARMUP, Duration.ofMillis(1400));
  private static final Extent FULL = new Extent(1, WARMUP, Duration.ofSeconds(5));

  /** Long enough for the server to be started anew, on a slow machine too. */
  private static final Extent QUICK_RESTART = new Extent(1, QUICK_WARMUP, Duration.ofMillis(3500));

  private static final Extent RESTARTS = new Extent(1, WARMUP, Duration.ofSeconds(8));

  /** Small rooms: many events that bystanders see independently of each other. */
  private static final Work QUICK_CROWD = new Work(150, 5, 4);

  private static final Work CROWD = new Work(1_100, 5, 0.5);
  private static final int QUICK_BYSTANDERS = 250;
  private static final int BYSTANDERS = 500;
  private static final Extent QUICK_STORM = new Extent(1, QUICK_WARMUP, Duration.ofMillis(2200));
  private static final Extent STORMS = new Extent(3, WARMUP, Duration.ofSeconds(9));
  private static final Extent STORM_ONCE = new Extent(1, WARMUP, Duration.ofSeconds(9));

  private static final PlannedFault ALL_AT_ONCE =
      new PlannedFault(Duration.ofMillis(500), new Fault.Cut());

  /** The number of a connection that there is none of. */
  private static final long NOBODY = 1_000_000;

  private ReconnectSteps() {}

  /** Many random cuts of one connection each. */
  static Step cuts(Form form, boolean resume) throws BadPlanException {
    Extent extent = form.quick() ? QUICK : FULL;
    return step(
            resume ? RESUMING : ANEW,
            CUTS
                + " cuts of one connection each at random moments, whose subscribers "
                + (resume ? "go on behind the last event that they got" : "begin anew"),
            !form.quick() ? MANY : resume ? FEW : STREAMS,
            CHATTER,
            extent,
            form)
        .with(
            network(
                FaultPlan.randomCuts(
                        CUTS,
                        Duration.ofMillis(200),
                        extent.measurement().minusMillis(300),
                        form.seed())
                    .faults(),
                back(resume)));
  }

  /** Everybody is cut off once, and nobody comes back. */
  static Step staysAway(Form form) throws BadPlanException {
    return step(
            AWAY,
            "All subscribers are cut off once and do not come back",
            form.quick() ? List.of(WEBSOCKET) : FEW,
            CHATTER,
            form.quick() ? QUICK : FULL,
            form)
        .with(network(List.of(ALL_AT_ONCE), Reconnect.DEFAULT));
  }

  /** One subscriber is cut off once. */
  static Step oneCut(Form form) throws BadPlanException {
    return step(
            ONE,
            "One subscriber is cut off once, and goes on behind the last event that it got",
            List.of(WEBSOCKET),
            CHATTER,
            FULL,
            form)
        .with(
            network(
                List.of(
                    new PlannedFault(Duration.ofMillis(500), new Target.One(), new Fault.Cut())),
                back(true)));
  }

  /** Connections go silent, and nobody says so. */
  static Step halfOpen(Form form) throws BadPlanException {
    return step(
            SILENT,
            "All connections go silent, but none ends (half-open)",
            List.of(WEBSOCKET),
            CHATTER,
            FULL,
            form)
        .with(
            network(
                List.of(new PlannedFault(Duration.ofMillis(500), new Fault.HalfOpen())),
                back(true)));
  }

  /** The server is stopped and started again, without its log. */
  static Step restart(Form form) throws BadPlanException {
    return step(
            RESTART,
            "The server is stopped and started again, and has forgotten what it sent",
            form.quick() ? List.of(WEBSOCKET) : FEW,
            CHATTER,
            form.quick() ? QUICK_RESTART : RESTARTS,
            form)
        .with(
            network(
                List.of(
                    new PlannedFault(
                        Duration.ofMillis(300), new Fault.Restart(Duration.ofMillis(200)))),
                back(true)));
  }

  /** The crowd of the storms, behind the same proxy, to whom nothing happens. */
  static Step calm(Form form) throws BadPlanException {
    return crowd(
        form,
        CALM,
        "Nothing happens to anybody, be it a bystander or not",
        form.quick() ? List.of(WEBSOCKET) : STREAMS,
        form.quick() ? QUICK_STORM : STORMS,
        new PlannedFault(ALL_AT_ONCE.at(), new Target.Nth(NOBODY), new Fault.Cut()),
        back(true));
  }

  /**
   * All but the bystanders are cut off at once. The waits of all kinds of back-off but the first
   * are as long on average, so that only their spread differs.
   */
  static Step storm(Form form, Backoff backoff) throws BadPlanException {
    Duration mean = form.quick() ? Duration.ofMillis(500) : Duration.ofSeconds(3);
    Duration first = backoff == Backoff.JITTER ? mean.multipliedBy(2) : mean;
    String wait = DurationText.format(first);
    String when =
        switch (backoff) {
          case NEVER -> throw new IllegalArgumentException("a storm needs those who come back");
          case IMMEDIATE -> "at once";
          case FIXED -> wait + " later";
          case EXPONENTIAL -> wait + " later, then after twice the last wait";
          case JITTER -> "after a random share of " + wait;
        };
    boolean often = backoff == Backoff.FIXED || backoff == Backoff.JITTER;
    return crowd(
        form,
        STORM + name(backoff),
        "All but " + bystanders(form) + " bystanders are cut off at once and come back " + when,
        form.quick() || !often ? List.of(WEBSOCKET) : STREAMS,
        form.quick() ? QUICK_STORM : often ? STORMS : STORM_ONCE,
        ALL_AT_ONCE,
        new Reconnect(backoff, first, first.multipliedBy(4), true, 100));
  }

  static boolean isStorm(Step step) {
    return step.folder().startsWith(STORM) && !step.folder().equals(CALM);
  }

  static String name(Backoff backoff) {
    return backoff.name().toLowerCase(Locale.ROOT);
  }

  private static int bystanders(Form form) {
    return form.quick() ? QUICK_BYSTANDERS : BYSTANDERS;
  }

  private static Step crowd(
      Form form,
      String folder,
      String done,
      List<String> transports,
      Extent extent,
      PlannedFault fault,
      Reconnect reconnect)
      throws BadPlanException {
    return step(folder, done, transports, form.quick() ? QUICK_CROWD : CROWD, extent, form)
        .with(network(List.of(fault), reconnect).withBystanders(bystanders(form)));
  }

  private static Step step(
      String folder, String done, List<String> transports, Work work, Extent extent, Form form)
      throws BadPlanException {
    return Step.of(folder, done, transports, work, extent, null, form).with(Step.WIDE);
  }

  private static Network network(List<PlannedFault> faults, Reconnect reconnect) {
    return new Network(Duration.ZERO, faults, reconnect);
  }

  /** Soon, but not so soon that nothing is missed. */
  private static Reconnect back(boolean resume) {
    return new Reconnect(
        Backoff.JITTER, Duration.ofMillis(50), Duration.ofMillis(200), resume, 100);
  }

  /** The kinds of back-off whose storms are measured. */
  static List<Backoff> storms(Form form) {
    return form.quick()
        ? List.of(Backoff.FIXED, Backoff.JITTER)
        : List.of(Backoff.IMMEDIATE, Backoff.FIXED, Backoff.EXPONENTIAL, Backoff.JITTER);
  }
}
