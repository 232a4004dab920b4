package dev.pushmark.bench.calibration;

import dev.pushmark.results.model.Calibration.Cost;
import dev.pushmark.scenarios.Clock;
import dev.pushmark.scenarios.recording.Loop;
import dev.pushmark.scenarios.recording.Recorder;
import dev.pushmark.scenarios.recording.SubscriberRecord;
import dev.pushmark.scenarios.stamp.Payload;
import dev.pushmark.scenarios.stamp.StampReader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.stream.LongStream;

/**
 * What the instrument's own steps take in this JVM, each measured many times in a row; a first part
 * of the samples, while the code is being compiled, is left out. Used by one thread.
 */
final class Costs {
  private static final int SAMPLES = 300;
  private static final int UNCOUNTED = 100;
  private static final int OPERATIONS = 500;
  private static final int EVENT_BYTES = 200;

  private final Clock clock;

  /** Kept, so that no compiler finds out that nobody needs it. */
  private long sink;

  Costs(Clock clock) {
    this.clock = clock;
  }

  /** Reading the clock. */
  Cost clockRead() {
    return cost(
        "clock read",
        OPERATIONS,
        () -> {
          for (int i = 0; i < OPERATIONS; i++) {
            sink += clock.nanoTime();
          }
        });
  }

  /** Finding and checking the stamp of one event. */
  Cost scan() {
    StampReader reader = new StampReader();
    ByteBuf event = event(0);
    try {
      return cost(
          "scan for the stamp",
          OPERATIONS,
          () -> {
            for (int i = 0; i < OPERATIONS; i++) {
              sink += reader.next(event, 0, EVENT_BYTES);
            }
          });
    } finally {
      event.release();
    }
  }

  /** All that is done with one delivery: clock, scan, sequence, histograms. */
  Cost record() {
    Queue<Runnable> endOfTurn = new ArrayDeque<>();
    Recorder recorder = new Recorder(clock, 0);
    SubscriberRecord[] subscribers = new SubscriberRecord[OPERATIONS];
    Arrays.setAll(
        subscribers, i -> recorder.subscriber("room", new OneThread(endOfTurn), worstNs -> {}));
    Arrays.stream(subscribers).forEach(SubscriberRecord::subscribed);
    int events = UNCOUNTED + SAMPLES;
    recorder.publisher("room", clock.nanoTime(), LongStream.range(0, events).toArray());
    ByteBuf[] stamped = new ByteBuf[events];
    Arrays.setAll(stamped, this::event);
    int[] next = {0};
    try {
      return cost(
          "record of one delivery",
          OPERATIONS,
          () -> {
            ByteBuf event = stamped[next[0]++];
            for (SubscriberRecord subscriber : subscribers) {
              subscriber.received(event, 0, EVENT_BYTES);
            }
            for (Runnable task = endOfTurn.poll(); task != null; task = endOfTurn.poll()) {
              task.run();
            }
          });
    } finally {
      Arrays.stream(stamped).forEach(ByteBuf::release);
    }
  }

  private ByteBuf event(int sequence) {
    ByteBuf event = PooledByteBufAllocator.DEFAULT.directBuffer(EVENT_BYTES);
    long nowNs = clock.nanoTime();
    new Payload(EVENT_BYTES).writeTo(event, 0, sequence, nowNs, nowNs);
    return event;
  }

  private Cost cost(String step, int operations, Runnable batch) {
    double[] samplesNs = new double[SAMPLES];
    for (int i = -UNCOUNTED; i < SAMPLES; i++) {
      long startNs = clock.nanoTime();
      batch.run();
      long endNs = clock.nanoTime();
      if (i >= 0) {
        samplesNs[i] = (double) (endNs - startNs) / operations;
      }
    }
    return of(step, samplesNs);
  }

  /** From samples in any order. */
  static Cost of(String step, double[] samplesNs) {
    double[] sorted = samplesNs.clone();
    Arrays.sort(sorted);
    return new Cost(
        step, sorted.length, at(sorted, 0.5), at(sorted, 0.9) - at(sorted, 0.1), at(sorted, 0.99));
  }

  private static double at(double[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  }

  /** An event loop whose tasks wait until its turn is over. */
  private record OneThread(Queue<Runnable> endOfTurn) implements Loop {
    @Override
    public void execute(Runnable task) {
      endOfTurn.add(task);
    }

    @Override
    public void after(long delayNs, Runnable task) {
      throw new IllegalStateException("subscribers that take what comes wait for nothing");
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof OneThread same && same.endOfTurn == endOfTurn;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(endOfTurn);
    }
  }
}
