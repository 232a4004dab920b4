package dev.pushmark.bench.experiment;

import dev.pushmark.bench.experiment.LeastSquares.Amount;
import dev.pushmark.bench.experiment.Prices.Price;
import dev.pushmark.bench.experiment.Prices.Weights;
import dev.pushmark.results.model.DurationText;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Which transport to use, and why.
 *
 * @param asked what it was asked for
 * @param use the cheapest, and what cannot be told from it; in the order of the options
 * @param options what each costs for all clients together, the cheapest first
 * @param flips where the cheaper of polling and push would be the other
 */
public record Advice(Question asked, List<String> use, List<Option> options, Flips flips) {
  /** The highest rate of events that costs were fitted to; above it they are drawn out. */
  public static final double FITTED_PER_SECOND = 20;

  /** As rare as is thought of. */
  private static final double RAREST = 1e-5;

  private static final double MOST = 1e3;
  private static final double SHORTEST_S = 0.01;
  private static final double LONGEST_S = 3_600;

  public Advice {
    use = List.copyOf(use);
    options = List.copyOf(options);
  }

  /**
   * What is asked.
   *
   * @param eventsPerSecond to each client
   * @param staleness how late an event may come, on average
   */
  public record Question(
      int clients, double eventsPerSecond, Duration staleness, Weights weights) {}

  /**
   * A transport.
   *
   * @param pollInterval how often to poll; null where nothing polls
   * @param cpuSeconds of the server, a second
   * @param bytes both ways, a second
   * @param cost of both by their weights, a second
   */
  public record Option(
      String transport, @Nullable String pollInterval, Range cpuSeconds, Range bytes, Range cost) {}

  /** A value with its 95 % interval. */
  public record Range(double value, double low, double high) {
    private static Range of(Amount amount) {
      return new Range(amount.value(), amount.low(), amount.high());
    }
  }

  /**
   * What would have to be otherwise for the other of polling and push to be cheaper; null where
   * nothing would do.
   */
  public record Flips(
      @Nullable Double belowEventsPerSecond,
      @Nullable Double aboveEventsPerSecond,
      @Nullable Double belowStalenessSeconds,
      @Nullable Double aboveStalenessSeconds) {}

  /**
   * From what was measured.
   *
   * @throws IllegalArgumentException if no transport has costs
   */
  public static Advice of(Question question, Prices prices) {
    List<Price> priced = prices.at(question.staleness, question.eventsPerSecond);
    if (priced.isEmpty()) {
      throw new IllegalArgumentException("no transport has costs");
    }
    Price cheapest = priced.get(0);
    List<String> use =
        priced.stream()
            .filter(price -> price == cheapest || price.over(cheapest).low() <= 1)
            .map(Price::transport)
            .toList();
    return new Advice(
        question,
        use,
        priced.stream().map(price -> option(question, price)).toList(),
        flips(question, prices));
  }

  private static Option option(Question question, Price price) {
    Duration interval = Prices.interval(question.staleness);
    return new Option(
        price.transport(),
        price.polls() ? DurationText.format(interval) : null,
        Range.of(price.cpuSeconds().times(question.clients)),
        Range.of(price.bytes().times(question.clients)),
        Range.of(price.cost().times(question.clients)));
  }

  private static Flips flips(Question question, Prices prices) {
    double rate = question.eventsPerSecond;
    double seconds = question.staleness.toNanos() / 1e9;
    return new Flips(
        orNull(
            rate > RAREST
                ? prices.flipOfRate(question.staleness, rate, RAREST)
                : OptionalDouble.empty()),
        orNull(prices.flipOfRate(question.staleness, Math.max(rate, RAREST), MOST)),
        orNull(prices.flipOfStaleness(seconds, SHORTEST_S, rate)),
        orNull(prices.flipOfStaleness(seconds, LONGEST_S, rate)));
  }

  private static @Nullable Double orNull(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }
}
