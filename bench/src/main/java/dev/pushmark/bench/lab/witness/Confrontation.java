package dev.pushmark.bench.lab.witness;

import dev.pushmark.results.model.Limits;
import dev.pushmark.results.model.Witness;
import dev.pushmark.results.model.WitnessReading;
import dev.pushmark.scenarios.witness.Stall;
import dev.pushmark.scenarios.witness.WitnessLog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Compares percentiles of what witnesses saw with those of their neighbours in the injector, over
 * the same events. How sure that is comes from a bootstrap over blocks of the measurement: a stall
 * makes many events late at once, and they must not count as so many observations. A stall of the
 * machine holds up both sides of a block, so that it widens the interval but does not move it.
 *
 * <p>Only an injector that is later counts against it. A witness that is later was itself held up:
 * nobody receives an event before it is there.
 */
public final class Confrontation {
  private static final int BLOCKS = 20;
  private static final int RESAMPLES = 500;
  private static final double TAIL = 0.01;

  /** As many events as leave ten or so beyond the percentile. */
  private static final int EVENTS_FOR_P50 = 20;

  private static final int EVENTS_FOR_P90 = 100;
  private static final int EVENTS_FOR_P99 = 1_000;

  private final Bias bias;
  private final Limits limits;
  private final long seed;

  /** The seed is of the resampling. */
  public Confrontation(Bias bias, Limits limits, long seed) {
    this.bias = bias;
    this.limits = limits;
    this.seed = seed;
  }

  /** The witnesses of so many seats saw nothing. */
  public static Witness nothing(int seats, String trouble) {
    return new Witness(seats, 0, 0, 0, trouble, null, null, null);
  }

  /** What comes of it for a round. */
  public Witness of(int seats, WitnessLog witness, WitnessLog neighbours) {
    List<SeenTwice> events = SeenTwice.in(witness, neighbours);
    return new Witness(
        seats,
        events.size(),
        bias.ns(),
        longestStallNs(witness.stalls(), events),
        null,
        reading(events, 50, EVENTS_FOR_P50),
        reading(events, 90, EVENTS_FOR_P90),
        reading(events, 99, EVENTS_FOR_P99));
  }

  private static long longestStallNs(List<Stall> stalls, List<SeenTwice> events) {
    if (events.isEmpty()) {
      return 0;
    }
    SeenTwice last = events.get(events.size() - 1);
    long fromNs = events.get(0).intendedSendTimeNs();
    long toNs = last.intendedSendTimeNs() + last.witnessNs();
    return stalls.stream()
        .filter(stall -> stall.endNs() >= fromNs && stall.endNs() - stall.lengthNs() <= toNs)
        .mapToLong(Stall::lengthNs)
        .max()
        .orElse(0);
  }

  private @Nullable WitnessReading reading(List<SeenTwice> events, int percent, int needed) {
    if (events.size() < needed) {
      return null;
    }
    List<List<SeenTwice>> blocks = blocks(events);
    Random random = new Random(seed);
    long[] lags = new long[RESAMPLES];
    for (int i = 0; i < RESAMPLES; i++) {
      List<SeenTwice> resample = new ArrayList<>();
      for (int block = 0; block < blocks.size(); block++) {
        resample.addAll(blocks.get(random.nextInt(blocks.size())));
      }
      lags[i] = injectorNs(resample, percent) - witnessNs(resample, percent);
    }
    Arrays.sort(lags);
    int tail = (int) (RESAMPLES * TAIL);
    long witnessNs = witnessNs(events, percent);
    long injectorNs = injectorNs(events, percent);
    return new WitnessReading(
        witnessNs,
        injectorNs,
        injectorNs - witnessNs + bias.ns(),
        lags[tail] + bias.lowNs(),
        lags[RESAMPLES - 1 - tail] + bias.highNs(),
        Math.max(limits.witnessLag().toNanos(), Math.round(limits.witnessShare() * witnessNs)));
  }

  private static List<List<SeenTwice>> blocks(List<SeenTwice> events) {
    int number = Math.min(BLOCKS, events.size());
    List<List<SeenTwice>> blocks = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      blocks.add(events.subList(events.size() * i / number, events.size() * (i + 1) / number));
    }
    return blocks;
  }

  private static long witnessNs(List<SeenTwice> events, int percent) {
    return percentile(events.stream().mapToLong(SeenTwice::witnessNs), percent);
  }

  private static long injectorNs(List<SeenTwice> events, int percent) {
    return percentile(
        events.stream().flatMap(event -> event.neighboursNs().stream()).mapToLong(ns -> ns),
        percent);
  }

  private static long percentile(LongStream values, int percent) {
    long[] sorted = values.sorted().toArray();
    return sorted[(int) Math.ceil(sorted.length * percent / 100.0) - 1];
  }
}
