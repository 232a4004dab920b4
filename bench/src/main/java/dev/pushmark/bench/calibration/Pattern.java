package dev.pushmark.bench.calibration;

import dev.pushmark.results.model.Calibration;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A known distribution of latencies, or something else that is to be recognised.
 *
 * @param name short, for tables and room names
 * @param description in a few words
 * @param delays how long before it goes out each event was intended to
 * @param clockAheadNs how much the publisher's clock is ahead of the subscriber's
 * @param effect what else happens
 */
record Pattern(String name, String description, Delays delays, long clockAheadNs, Effect effect) {
  private static final long US = 1_000;
  private static final long MS = 1_000 * US;
  private static final long SECOND = 1_000 * MS;
  private static final long LONGEST_NS = 10 * SECOND;
  private static final long APART_NS = 5 * SECOND;
  private static final Delays NONE = random -> 0;

  static final List<Pattern> ALL =
      List.of(
          latency(Calibration.REPEATED, "events are due when they go out", NONE),
          latency("fixed", "10 ms late", random -> 10 * MS),
          latency("uniform", "0 to 100 ms late", random -> random.nextLong(100 * MS)),
          latency(
              "exponential",
              "10 ms late on average",
              random -> Math.round(-10 * MS * Math.log(1 - random.nextDouble()))),
          latency(
              "bimodal",
              "1 ms late, one in ten 250 ms",
              random -> random.nextInt(10) == 0 ? 250 * MS : MS),
          latency(
              "heavy-tail",
              "1 ms to 10 s late, half as many for twice as late",
              random -> Math.min(LONGEST_NS, Math.round(MS / (1 - random.nextDouble())))),
          new Pattern(
              "stalls", "the server is stopped for 100 ms now and then", NONE, 0, Effect.STALLS),
          new Pattern("disorder", "events left out, doubled, swapped", NONE, 0, Effect.DISORDER),
          apart("clock-behind", "the publisher's clock is 5 s behind", -APART_NS),
          apart("clock-ahead", "the publisher's clock is 5 s ahead", APART_NS),
          latency(
              "negative",
              "one in four is due 1 s after it goes out",
              random -> random.nextInt(4) == 0 ? -SECOND : 0));

  /** What happens to the events beside their delays. */
  enum Effect {
    NOTHING,
    /** The server is stopped and continued. */
    STALLS,
    /** Events are left out, doubled and swapped. */
    DISORDER
  }

  /** How long before it goes out an event was intended to; negative for after. */
  @FunctionalInterface
  interface Delays {
    long nextNs(SplittableRandom random);
  }

  private static Pattern latency(String name, String description, Delays delays) {
    return new Pattern(name, description, delays, 0, Effect.NOTHING);
  }

  private static Pattern apart(String name, String description, long aheadNs) {
    return new Pattern(name, description, NONE, aheadNs, Effect.NOTHING);
  }

  /** All names. */
  static List<String> names() {
    return ALL.stream().map(Pattern::name).toList();
  }

  static Pattern named(String name) {
    return ALL.stream()
        .filter(pattern -> pattern.name.equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no pattern " + name));
  }
}
