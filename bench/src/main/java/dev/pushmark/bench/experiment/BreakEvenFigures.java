package dev.pushmark.bench.experiment;

import dev.pushmark.bench.experiment.BreakEvenRules.Spot;
import dev.pushmark.bench.experiment.LeastSquares.Amount;
import dev.pushmark.bench.experiment.Prices.Price;
import dev.pushmark.bench.experiment.Prices.Ratio;
import dev.pushmark.results.compare.TransportFigures;
import dev.pushmark.results.compare.TransportName;
import dev.pushmark.results.compare.Units;
import dev.pushmark.results.model.ClaimFigure;
import dev.pushmark.results.model.ClaimFigure.Kind;
import dev.pushmark.results.model.ClaimFigure.Unit;
import dev.pushmark.results.model.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Figures of where polling breaks even.
 *
 * @param prices fitted to all runs but those that check
 * @param published events behind them
 */
record BreakEvenFigures(Prices prices, long published) {
  /** What polling costs as a multiple of the cheapest push, where events are rare. */
  ClaimFigure pollingOverPush(Duration staleness) {
    double rate = BreakEvenRules.RARE_PER_SECOND;
    Optional<Price> polling = prices.cheapest(true, staleness, rate);
    Optional<Price> push = prices.cheapest(false, staleness, rate);
    Optional<Ratio> ratio = polling.flatMap(price -> push.map(price::over));
    return ratio(
        DurationText.format(staleness) + " late",
        Prices.POLLING,
        "cost of polling ÷ push, an event a minute",
        Kind.MEASURED,
        ratio,
        prices.rounds(),
        published);
  }

  /** A square of the map: the cheapest, and how many times as much the other kind costs. */
  ClaimFigure square(Duration staleness, String name, double rate) {
    Optional<Price> best = prices.at(staleness, rate).stream().findFirst();
    Optional<Ratio> ratio =
        best.flatMap(
            cheapest ->
                prices
                    .cheapest(!cheapest.polls(), staleness, rate)
                    .map(other -> other.over(cheapest)));
    return ratio(
        DurationText.format(staleness)
            + " late (polls every "
            + DurationText.format(Prices.interval(staleness))
            + ")",
        best.map(Price::transport).orElse(Prices.POLLING),
        name,
        Kind.MEASURED,
        ratio,
        prices.rounds(),
        published);
  }

  private static ClaimFigure ratio(
      String of,
      String transport,
      String what,
      Kind kind,
      Optional<Ratio> ratio,
      int rounds,
      long samples) {
    return new ClaimFigure(
        of,
        transport,
        what,
        Unit.RATIO,
        kind,
        ratio.map(Ratio::value).orElse(null),
        ratio.map(Ratio::low).orElse(null),
        ratio.map(Ratio::high).orElse(null),
        rounds,
        samples);
  }

  /** What was measured in a run that checks, beside what the model says of it. */
  Spot spot(Measured step) {
    TransportFigures polling = step.of(Prices.POLLING);
    TransportFigures push = step.of(Prices.WEBSOCKET);
    Optional<Price> polls = prices.seen(polling);
    Optional<Price> pushes = prices.seen(push);
    Duration interval = step.step().plan().polling().interval();
    String of = place(step);
    int rounds = polling.validRounds().size() + push.validRounds().size();
    ClaimFigure measured =
        new ClaimFigure(
            of,
            Prices.POLLING,
            "cost of polling ÷ WebSocket, measured",
            Unit.RATIO,
            Kind.MEASURED,
            polls.flatMap(p -> pushes.map(p::over)).map(Ratio::value).orElse(null),
            null,
            null,
            rounds,
            polling.counts().published() + push.counts().published());
    Optional<Ratio> predicted =
        prices
            .expected(polling, interval)
            .flatMap(p -> prices.expected(push, interval).map(p::over));
    return new Spot(
        measured,
        ratio(
            of,
            Prices.POLLING,
            "cost of polling ÷ WebSocket, by the model",
            Kind.THEORY,
            predicted,
            0,
            0));
  }

  private static String place(Measured step) {
    return Units.significant(step.step().plan().workload().eventsPerSecond(), 2)
        + " events a second, polls every "
        + DurationText.format(step.step().plan().polling().interval());
  }

  /** Of polls: how stale they leave a view, and how often they come. */
  static List<PollingRules.Check> theory(Measured step) {
    Duration interval = step.step().plan().polling().interval();
    TransportFigures figures = step.of(Prices.POLLING);
    String of = "Polling, " + place(step);
    Readings readings = new Readings(of, figures);
    return List.of(
        new PollingRules.Check(
            readings.timeOutOfDate(),
            readings.theory(
                "time out of date, mean by theory",
                PollTheory.meanTimeOutOfDateNs(interval, Prices.eventsPerSecond(figures)))),
        new PollingRules.Check(
            timeBetweenRequests(of, figures),
            readings.theory("time between requests by theory", interval.toNanos())));
  }

  private static ClaimFigure timeBetweenRequests(String of, TransportFigures figures) {
    double clientsNs =
        figures.validRounds().stream()
            .flatMap(round -> Stream.ofNullable(round.round().injection()))
            .mapToDouble(injection -> (double) injection.subscribed() * injection.measurementNs())
            .sum();
    long requests = figures.traffic().requests();
    return new ClaimFigure(
        of,
        figures.transport(),
        "time between requests",
        Unit.NANOSECONDS,
        Kind.MEASURED,
        requests == 0 ? null : clientsNs / requests,
        null,
        null,
        figures.validRounds().size(),
        figures.counts().published());
  }

  /** What each thing that is done costs. */
  List<ClaimFigure> costs(String transport, CostModel model) {
    boolean polls = transport.equals(Prices.POLLING);
    Load first = polls ? new Load(1, 0, 0, 0) : new Load(0, 0, 1, 0);
    Load event = new Load(0, 0, 0, 1);
    String name = polls ? "an empty poll" : "a sign of life";
    List<ClaimFigure> costs = new ArrayList<>();
    Map.of(name, first, "an event", event).entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            thing -> {
              Amount cpu = model.cpuSeconds(thing.getValue()).times(1e9);
              Amount bytes = model.bytes(thing.getValue());
              String of = " of " + thing.getKey();
              costs.add(cost(transport, "server CPU" + of, cpu, Unit.NANOSECONDS, model));
              costs.add(cost(transport, "bytes" + of, bytes, Unit.BYTES, model));
            });
    return costs;
  }

  private ClaimFigure cost(
      String transport, String what, Amount amount, Unit unit, CostModel model) {
    return new ClaimFigure(
        TransportName.asTitle(transport),
        transport,
        what,
        unit,
        Kind.MEASURED,
        amount.value(),
        amount.value() - amount.reach(),
        amount.high(),
        model.rounds(),
        published);
  }
}
