package dev.pushmark.bench.experiment;

import dev.pushmark.bench.experiment.ReconnectRules.Away;
import dev.pushmark.bench.experiment.ReconnectRules.Cuts;
import dev.pushmark.bench.experiment.ReconnectRules.Storm;
import dev.pushmark.bench.plan.BadPlanException;
import dev.pushmark.results.compare.RoundFigures;
import dev.pushmark.results.compare.TransportFigures;
import dev.pushmark.results.compare.TransportName;
import dev.pushmark.results.model.ClaimFigure;
import dev.pushmark.results.model.ExperimentRun.Picture;
import dev.pushmark.results.model.Injection;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.Outages;
import dev.pushmark.results.model.Reconnect.Backoff;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What becomes of subscribers that are cut off, and of everybody else meanwhile. */
final class ReconnectExperiment implements Experiment {
  /** So many deliveries a p99 needs, that ten lie beyond it. */
  private static final long P99_NEEDS = 1_000;

  @Override
  public Description description() {
    return new Description(
        "reconnect",
        "What is lost around a reconnect, and what does it take when all come back at once?",
        List.of(Claim.C10, Claim.C11));
  }

  @Override
  public List<Step> steps(Form form) throws BadPlanException {
    List<Step> steps = new ArrayList<>();
    steps.add(ReconnectSteps.cuts(form, false));
    steps.add(ReconnectSteps.cuts(form, true));
    steps.add(ReconnectSteps.staysAway(form));
    steps.add(ReconnectSteps.restart(form));
    if (!form.quick()) {
      steps.add(ReconnectSteps.oneCut(form));
      steps.add(ReconnectSteps.halfOpen(form));
    }
    steps.add(ReconnectSteps.calm(form));
    for (Backoff backoff : ReconnectSteps.storms(form)) {
      steps.add(ReconnectSteps.storm(form, backoff));
    }
    return steps;
  }

  @Override
  public Conclusions conclude(List<Measured> measured) {
    List<Cuts> anew = cuts(measured, ReconnectSteps.ANEW, "");
    List<Cuts> resuming = cuts(measured, ReconnectSteps.RESUMING, "");
    List<Cuts> back = new ArrayList<>(resuming);
    back.addAll(cuts(measured, ReconnectSteps.ONE, ", one cut"));
    back.addAll(cuts(measured, ReconnectSteps.RESTART, ", server restarted"));
    List<Storm> storms = new ArrayList<>();
    List<ClaimFigure> crowd = new ArrayList<>();
    List<ClaimFigure> recoveries = new ArrayList<>();
    List<ClaimFigure> bystanders = new ArrayList<>();
    Measured calm = only(measured, ReconnectSteps.CALM);
    for (TransportFigures figures : calm.figures().values()) {
      bystanders.add(bystanders(readings(figures, "calm"), 99));
    }
    for (Measured step : measured) {
      if (ReconnectSteps.isStorm(step.step())) {
        for (TransportFigures figures : step.figures().values()) {
          Storm storm = storm(step, figures, calm.of(figures.transport()));
          storms.add(storm);
          recoveries.addAll(List.of(storm.half(), storm.last()));
          bystanders.add(storm.bystanders());
          crowd.addAll(cost(step, figures, storm));
        }
      }
    }
    List<ClaimFigure> all = new ArrayList<>(recoveries);
    all.addAll(bystanders);
    all.addAll(crowd);
    List<ClaimFigure> counted = counted(measured);
    List<ClaimFigure> lost = counted.stream().filter(f -> f.what().startsWith("lost")).toList();
    return new Conclusions(
        List.of(
            ReconnectRules.mustBeBuiltIn(away(measured), back, storms, silent(measured), all),
            ReconnectRules.lostDoubledReordered(anew, resuming, counted)),
        List.of(
            new Picture(
                "What is lost around a cut",
                "Deliveries lost in silence where subscribers begin anew, and where they go on behind"
                    + " the last event that they got.",
                lost),
            new Picture(
                "How soon all are back",
                "From the cut of all connections at once to each one's being there again: half of"
                    + " them, and the last.",
                recoveries),
            new Picture(
                "What others notice of a storm",
                "The p99 of the delivery latency of bystanders, whom nothing strikes.",
                bystanders)));
  }

  private static Optional<Measured> find(List<Measured> measured, String folder) {
    return measured.stream().filter(step -> step.step().folder().equals(folder)).findFirst();
  }

  private static Measured only(List<Measured> measured, String folder) {
    return find(measured, folder)
        .orElseThrow(() -> new IllegalArgumentException("steps must hold " + folder));
  }

  private static Stream<TransportFigures> of(List<Measured> measured, String folder) {
    return find(measured, folder).stream().flatMap(step -> step.figures().values().stream());
  }

  private static List<Cuts> cuts(List<Measured> measured, String folder, String how) {
    return of(measured, folder)
        .map(f -> cuts(TransportName.asTitle(f.transport()) + how, f))
        .toList();
  }

  private static Cuts cuts(String of, TransportFigures figures) {
    return new Cuts(
        of, figures.validRounds().size(), struck(figures), figures.outages(), figures.counts());
  }

  private static List<Away> away(List<Measured> measured) {
    return find(measured, ReconnectSteps.AWAY).stream()
        .flatMap(
            step ->
                step.figures().values().stream()
                    .map(
                        f ->
                            away(
                                TransportName.asTitle(f.transport()),
                                step,
                                f,
                                sum(f, Injection::disconnected))))
        .toList();
  }

  private static @Nullable Away silent(List<Measured> measured) {
    return find(measured, ReconnectSteps.SILENT)
        .map(
            step -> {
              TransportFigures f = step.of("websocket");
              return away("Half-open, WebSocket", step, f, struck(f) - f.outages().cuts());
            })
        .orElse(null);
  }

  /** Who is gone is owed nothing any more by the counts, so it is taken from what was published. */
  private static Away away(String of, Measured step, TransportFigures figures, long stayedAway) {
    long due = figures.counts().published() * step.step().plan().workload().subscribersPerRoom();
    return new Away(
        of,
        figures.validRounds().size(),
        struck(figures),
        stayedAway,
        due - figures.histogram(Metric.DELIVERY_LATENCY).getTotalCount(),
        due);
  }

  private static long struck(TransportFigures figures) {
    return sum(
        figures,
        injection ->
            Stream.ofNullable(injection.struck())
                .flatMap(List::stream)
                .mapToLong(Long::longValue)
                .sum());
  }

  private static long sum(TransportFigures figures, ToLongFunction<Injection> count) {
    return figures.validRounds().stream()
        .map(RoundFigures::round)
        .flatMap(round -> Stream.ofNullable(round.injection()))
        .mapToLong(count)
        .sum();
  }

  private static Readings readings(TransportFigures figures, String how) {
    return new Readings(TransportName.asTitle(figures.transport()) + ", " + how, figures);
  }

  private static String how(Measured storm) {
    return ReconnectSteps.name(storm.step().plan().network().reconnect().backoff());
  }

  private static ClaimFigure bystanders(Readings readings, double percent) {
    return readings.ofEach(
        Metric.BYSTANDER_LATENCY,
        "delivery latency of bystanders, p" + Math.round(percent),
        percent,
        P99_NEEDS);
  }

  private static Storm storm(Measured step, TransportFigures figures, TransportFigures calm) {
    Readings readings = readings(figures, how(step));
    return new Storm(
        cuts(TransportName.asTitle(figures.transport()) + ", " + how(step), figures),
        readings.ofEach(Metric.RECOVERY, "time to come back, p50", 50, 1),
        readings.ofEach(Metric.RECOVERY, "time to come back, longest", 100, 1),
        bystanders(readings, 99),
        readings.timesOf("calm", calm, Metric.BYSTANDER_LATENCY, 99, P99_NEEDS));
  }

  /** What it took to bring them back. */
  private static List<ClaimFigure> cost(Measured step, TransportFigures figures, Storm storm) {
    Readings readings = readings(figures, how(step));
    return List.of(
        storm.timesCalm(),
        readings.count(
            "attempts to come back", figures.outages().attempts(), figures.outages().cuts()),
        readings.serverCpu());
  }

  /** What was counted around random cuts. */
  private static List<ClaimFigure> counted(List<Measured> measured) {
    List<ClaimFigure> counted = new ArrayList<>();
    of(measured, ReconnectSteps.ANEW)
        .forEach(
            f -> {
              Readings anew = readings(f, "anew");
              counted.add(anew.count("lost", f.counts().lost(), f.counts().expected()));
              counted.add(
                  anew.count(
                      "missed, by the server's numbers",
                      f.outages().missed(),
                      f.counts().expected()));
            });
    of(measured, ReconnectSteps.RESUMING)
        .forEach(
            f -> {
              Readings resuming = readings(f, "resuming");
              long expected = f.counts().expected();
              counted.add(resuming.count("lost", f.counts().lost(), expected));
              counted.add(resuming.count("doubled", f.counts().duplicated(), expected));
              counted.add(resuming.count("reordered", f.counts().reordered(), expected));
              Outages outages = f.outages();
              long struck = struck(f);
              counted.add(resuming.count("ends, by the plan", struck, struck));
              counted.add(
                  resuming.count(
                      "ends, as subscribers noticed",
                      outages.cuts() + outages.failedAttempts(),
                      struck));
              counted.add(resuming.count("there again", outages.recovered(), struck));
              Long served = outages.resubscribed();
              if (served != null) {
                counted.add(resuming.count("there again, by the server", served, struck));
              }
            });
    return counted;
  }
}
