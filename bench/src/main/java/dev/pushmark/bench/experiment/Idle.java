package dev.pushmark.bench.experiment;

import dev.pushmark.bench.experiment.Step.Extent;
import dev.pushmark.bench.experiment.Step.Work;
import dev.pushmark.bench.plan.BadPlanException;
import dev.pushmark.results.compare.LinearFit;
import dev.pushmark.results.compare.LinearFit.Point;
import dev.pushmark.results.compare.RoundFigures;
import dev.pushmark.results.compare.TransportName;
import dev.pushmark.results.model.ClaimFigure;
import dev.pushmark.results.model.ClaimFigure.Kind;
import dev.pushmark.results.model.ClaimFigure.Unit;
import dev.pushmark.results.model.ExperimentRun.Picture;
import dev.pushmark.results.model.Footprint;
import dev.pushmark.results.model.Injection;
import dev.pushmark.results.model.Round;
import dev.pushmark.results.model.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What silent subscribers cost in memory, from rounds of three sizes. */
final class Idle implements Experiment {
  private static final List<String> TRANSPORTS = List.of("long-polling", "sse", "websocket");
  private static final List<Integer> FEW = List.of(500, 1_000, 2_000);
  private static final List<Integer> MANY = List.of(1_000, 5_000, 15_000);

  private static final Extent QUICK = new Extent(1, Duration.ofMillis(500), Duration.ofSeconds(2));

  /** As long as a heartbeat of the reference server, so that each of them gets one. */
  private static final Extent FULL = new Extent(3, Duration.ofSeconds(3), Duration.ofSeconds(15));

  @Override
  public Description description() {
    return new Description(
        "idle",
        "What does a subscriber cost who hears nothing, and how many can one server hold?",
        List.of(Claim.C4, Claim.C16));
  }

  @Override
  public List<Step> steps(Form form) throws BadPlanException {
    List<Step> steps = new ArrayList<>();
    for (int subscribers : form.quick() ? FEW : MANY) {
      steps.add(
          Step.of(
                  "idle-" + subscribers,
                  subscribers + " subscribers to whom nothing is sent",
                  TRANSPORTS,
                  new Work(1, subscribers, 0),
                  form.quick() ? QUICK : FULL,
                  null,
                  form)
              .readingHeaps());
    }
    return steps;
  }

  @Override
  public Conclusions conclude(List<Measured> measured) {
    List<ClaimFigure> resident = new ArrayList<>();
    List<ClaimFigure> heap = new ArrayList<>();
    List<ClaimFigure> kernel = new ArrayList<>();
    List<ClaimFigure> held = new ArrayList<>();
    for (String transport : TRANSPORTS) {
      List<Round> rounds =
          measured.stream()
              .flatMap(step -> step.of(transport).validRounds().stream())
              .map(RoundFigures::round)
              .toList();
      resident.add(slope(transport, "resident memory per subscriber", rounds, Idle::resident));
      heap.add(slope(transport, "heap after GC per subscriber", rounds, Idle::heap));
      kernel.add(slope(transport, "kernel memory per subscriber", rounds, Idle::kernel));
      held.add(held(transport, rounds));
    }
    List<ClaimFigure> others = new ArrayList<>(heap);
    others.addAll(kernel);
    List<ClaimFigure> drawn = new ArrayList<>(resident);
    drawn.addAll(others);
    return new Conclusions(
        List.of(
            CrowdRules.heldConnections(resident, others),
            CrowdRules.cannotHoldThousands(held, resident)),
        List.of(
            new Picture(
                "Memory of a silent subscriber",
                "What one more adds to the server's resident memory and heap, and to the kernel's"
                    + " memory on this machine.",
                drawn)));
  }

  private static Optional<Double> resident(Round round) {
    Usage server = round.server();
    return server == null
        ? Optional.empty()
        : Optional.of((double) (server.rssBytes() - server.rssAtStartBytes()));
  }

  private static Optional<Double> heap(Round round) {
    Footprint footprint = round.footprint();
    Long bytes = footprint == null ? null : footprint.heapBytes();
    return Optional.ofNullable(bytes).map(Long::doubleValue);
  }

  private static Optional<Double> kernel(Round round) {
    Footprint footprint = round.footprint();
    Long sockets = footprint == null ? null : footprint.socketBytes();
    Long slab = footprint == null ? null : footprint.slabBytes();
    return sockets == null || slab == null
        ? Optional.empty()
        : Optional.of((double) sockets + slab);
  }

  private static ClaimFigure slope(
      String transport, String what, List<Round> rounds, Function<Round, Optional<Double>> taken) {
    List<Point> points = new ArrayList<>();
    long subscribers = 0;
    for (Round round : rounds) {
      Injection injection = round.injection();
      Optional<Double> bytes = taken.apply(round);
      if (injection != null && bytes.isPresent()) {
        points.add(new Point(injection.subscribed(), bytes.get()));
        subscribers += injection.subscribed();
      }
    }
    Optional<LinearFit> fit = LinearFit.of(points);
    return new ClaimFigure(
        TransportName.asTitle(transport),
        transport,
        what,
        Unit.BYTES,
        Kind.MEASURED,
        fit.map(LinearFit::slope).orElse(null),
        fit.map(LinearFit::low).orElse(null),
        fit.map(LinearFit::high).orElse(null),
        points.size(),
        subscribers);
  }

  private static ClaimFigure held(String transport, List<Round> rounds) {
    int most = 0;
    for (Round round : rounds) {
      Injection injection = round.injection();
      if (injection != null && injection.disconnected() == 0) {
        most = Math.max(most, injection.subscribed());
      }
    }
    return new ClaimFigure(
        TransportName.asTitle(transport),
        transport,
        "subscribers held at once",
        Unit.NUMBER,
        Kind.MEASURED,
        most == 0 ? null : (double) most,
        null,
        null,
        rounds.size(),
        most);
  }
}
