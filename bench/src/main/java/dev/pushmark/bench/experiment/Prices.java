package dev.pushmark.bench.experiment;

import dev.pushmark.bench.experiment.CostModel.Observed;
import dev.pushmark.bench.experiment.LeastSquares.Amount;
import dev.pushmark.results.compare.TransportFigures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;

/**
 * What a client costs by each transport, for any rate of events and any staleness that may be. Who
 * polls every T learns of an event T/2 late on average, so polling is at twice the staleness: as
 * rarely as may be.
 *
 * @param models of each transport, as far as it could be fitted
 */
public record Prices(Map<String, CostModel> models, Weights weights) {
  static final String POLLING = "short-polling";
  static final String LONG_POLLING = "long-polling";
  static final String WEBSOCKET = "websocket";

  private static final double BYTES_IN_MEGABYTE = 1e6;

  /** Finer than any figure that goes in. */
  private static final double STEP = 1.01;

  public Prices {
    models = new LinkedHashMap<>(models);
  }

  /**
   * What weighs how much.
   *
   * @param cpu a second of CPU time of the server
   * @param megabyte a million bytes, both ways
   */
  public record Weights(double cpu, double megabyte) {
    /** A second of CPU time weighs as much as a megabyte. */
    public static final Weights EQUAL = new Weights(1, 1);
  }

  /**
   * Of a transport for a client and a second.
   *
   * @param cost both together by their weights
   */
  record Price(String transport, Amount cpuSeconds, Amount bytes, Amount cost) {
    boolean polls() {
      return transport.equals(POLLING);
    }

    /** How many times as much as another, with the interval of a ratio of two that are off. */
    Ratio over(Price other) {
      double value = cost.value() / other.cost.value();
      double share =
          Math.hypot(cost.reach() / cost.value(), other.cost.reach() / other.cost.value());
      return new Ratio(value, value * Math.exp(-share), value * Math.exp(share));
    }
  }

  /** A ratio with its 95 % interval. */
  record Ratio(double value, double low, double high) {}

  /** How often to poll so that events are so late on average. */
  static Duration interval(Duration staleness) {
    return staleness.multipliedBy(2);
  }

  /** Of each transport, the cheapest first; those that cost nothing by their fit are left out. */
  List<Price> at(Duration staleness, double eventsPerSecond) {
    List<Price> prices = new ArrayList<>();
    models.forEach(
        (transport, model) -> {
          Load load = load(transport, staleness, eventsPerSecond);
          Price price = price(transport, model.cpuSeconds(load), model.bytes(load));
          if (price.cost.value() > 0) {
            prices.add(price);
          }
        });
    prices.sort(Comparator.comparingDouble(price -> price.cost.value()));
    return prices;
  }

  /** The cheapest of those that poll, or of those that do not. */
  Optional<Price> cheapest(boolean polls, Duration staleness, double eventsPerSecond) {
    return at(staleness, eventsPerSecond).stream()
        .filter(price -> price.polls() == polls)
        .findFirst();
  }

  private Price price(String transport, Amount cpu, Amount bytes) {
    return new Price(
        transport,
        cpu,
        bytes,
        cpu.times(weights.cpu).plus(bytes.times(weights.megabyte / BYTES_IN_MEGABYTE)));
  }

  /** What a transport was seen to cost in a run, all clients together; empty without rounds. */
  Optional<Price> seen(TransportFigures figures) {
    List<Observed> rounds = CostModel.observed(figures);
    if (rounds.isEmpty()) {
      return Optional.empty();
    }
    double cpu = rounds.stream().mapToDouble(Observed::cpuSeconds).sum() / rounds.size();
    double bytes = rounds.stream().mapToDouble(Observed::bytes).sum() / rounds.size();
    return Optional.of(price(figures.transport(), new Amount(cpu, 0), new Amount(bytes, 0)));
  }

  /**
   * What it should have cost there by its model, with what the server takes by itself: from how
   * many clients there were, how many events each got, and how often they were to poll.
   */
  Optional<Price> expected(TransportFigures figures, Duration interval) {
    CostModel model = models.get(figures.transport());
    int rounds = figures.validRounds().size();
    if (model == null || rounds == 0) {
      return Optional.empty();
    }
    double rate = eventsPerSecond(figures);
    Load client =
        figures.transport().equals(POLLING)
            ? Load.polling(interval, rate)
            : load(figures.transport(), interval, rate).withoutHeartbeats();
    Load all = client.times((double) figures.subscribed() / rounds);
    return Optional.of(price(figures.transport(), model.wholeCpuSeconds(all), model.bytes(all)));
  }

  /** How many events a second each client got. */
  static double eventsPerSecond(TransportFigures figures) {
    double clientSeconds =
        figures.validRounds().stream()
            .flatMap(round -> Stream.ofNullable(round.round().injection()))
            .mapToDouble(i -> i.subscribed() * (i.measurementNs() / 1e9))
            .sum();
    return clientSeconds == 0 ? 0 : figures.counts().delivered() / clientSeconds;
  }

  /** Rounds behind all of them. */
  int rounds() {
    return models.values().stream().mapToInt(CostModel::rounds).sum();
  }

  static Load load(String transport, Duration staleness, double eventsPerSecond) {
    return switch (transport) {
      case POLLING -> Load.polling(interval(staleness), eventsPerSecond);
      case LONG_POLLING -> Load.longPolling(eventsPerSecond);
      default -> Load.push(eventsPerSecond);
    };
  }

  /**
   * Where, on the way from one rate of events to another, the cheaper of polling and push changes.
   *
   * @return the first rate at which it is no longer the same; empty if there is none
   */
  OptionalDouble flipOfRate(Duration staleness, double from, double to) {
    return flip(from, to, rate -> polls(staleness, rate));
  }

  /** The same on the way from one staleness to another, in seconds. */
  OptionalDouble flipOfStaleness(double fromSeconds, double toSeconds, double eventsPerSecond) {
    return flip(fromSeconds, toSeconds, seconds -> polls(ofSeconds(seconds), eventsPerSecond));
  }

  /** So many seconds. */
  static Duration ofSeconds(double seconds) {
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }

  private Optional<Boolean> polls(Duration staleness, double rate) {
    return at(staleness, rate).stream().findFirst().map(Price::polls);
  }

  private static OptionalDouble flip(
      double from, double to, DoubleFunction<Optional<Boolean>> polls) {
    Optional<Boolean> first = polls.apply(from);
    double step = to > from ? STEP : 1 / STEP;
    for (double at = from; to > from ? at <= to : at >= to; at *= step) {
      if (!polls.apply(at).equals(first)) {
        return OptionalDouble.of(at);
      }
    }
    return OptionalDouble.empty();
  }
}
