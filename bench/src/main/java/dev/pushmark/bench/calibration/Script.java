package dev.pushmark.bench.calibration;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The events of one take in the order in which they go out; each gets its intended send time when
 * it does, so that the latency is as long as the pattern wants without anybody waiting for it. Used
 * by one thread at a time.
 */
final class Script {
  private static final long NOT_YET = Long.MIN_VALUE;

  /** Of every hundred events one is left out, one doubled, one changes places with the next. */
  private static final int EVERY = 100;

  private static final int LEFT_OUT = 17;
  private static final int DOUBLED = 43;
  private static final int SWAPPED = 71;

  private final int events;
  private final long clockAheadNs;
  private final int[] sequences;
  private final long[] delaysNs;
  private final long[] intendedNs;
  private final long[] actualNs;
  private int lost;
  private int duplicated;
  private int reordered;

  /**
   * A take of a pattern.
   *
   * @param events that are numbered, whether or not they go out
   */
  Script(Pattern pattern, int events, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    this.events = events;
    this.delaysNs = new long[events];
    Arrays.setAll(delaysNs, i -> pattern.delays().nextNs(random));
    this.intendedNs = new long[events];
    Arrays.fill(intendedNs, NOT_YET);
    this.actualNs = new long[events];
    this.clockAheadNs = pattern.clockAheadNs();
    this.sequences = pattern.effect() == Pattern.Effect.DISORDER ? disordered() : inOrder();
  }

  private int[] inOrder() {
    int[] order = new int[events];
    Arrays.setAll(order, i -> i);
    return order;
  }

  private int[] disordered() {
    int[] order = new int[2 * events];
    int size = 0;
    for (int i = 0; i < events; i++) {
      int place = i % EVERY;
      if (place == LEFT_OUT) {
        lost++;
      } else if (place == DOUBLED) {
        order[size++] = i;
        order[size++] = i;
        duplicated++;
      } else if (place == SWAPPED && i + 1 < events) {
        order[size++] = i + 1;
        order[size++] = i;
        i++;
        reordered++;
      } else {
        order[size++] = i;
      }
    }
    return Arrays.copyOf(order, size);
  }

  /** Events that are numbered. */
  int events() {
    return events;
  }

  /** Payloads that go out. */
  int size() {
    return sequences.length;
  }

  /** The number of the event that goes out at a place. */
  int sequence(int place) {
    return sequences[place];
  }

  /** The event at a place goes out now; a second copy is the same payload as the first. */
  void goesOut(int place, long nowNs) {
    int sequence = sequences[place];
    if (intendedNs[sequence] == NOT_YET) {
      actualNs[sequence] = nowNs + clockAheadNs;
      intendedNs[sequence] = actualNs[sequence] - delaysNs[sequence];
    }
  }

  /** When an event that has gone out was intended to. */
  long intendedNs(int sequence) {
    return intendedNs[sequence];
  }

  /** When it did, on the publisher's clock like its intended time. */
  long actualNs(int sequence) {
    return actualNs[sequence];
  }

  /** Events that never go out. */
  int lost() {
    return lost;
  }

  /** Events that go out twice. */
  int duplicated() {
    return duplicated;
  }

  /** Events that go out after the next. */
  int reordered() {
    return reordered;
  }
}
