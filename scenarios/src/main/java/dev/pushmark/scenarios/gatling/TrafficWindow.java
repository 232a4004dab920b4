package dev.pushmark.scenarios.gatling;

import dev.pushmark.results.model.Traffic;
import dev.pushmark.scenarios.Clock;
import dev.pushmark.scenarios.transport.Line;
import dev.pushmark.scenarios.transport.Tally;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What the subscribers' lines carried between the start of the measurement and its end. Each tally
 * is read on its own event loop. Thread safe.
 */
final class TrafficWindow {
  private static final Traffic NONE = new Traffic(0, 0, 0, 0, 0);

  private final Map<EventLoop, Line> lines = new ConcurrentHashMap<>();
  private final Map<EventLoop, Line> directLines = new ConcurrentHashMap<>();
  private final Map<Tally, Traffic> atStart = new ConcurrentHashMap<>();
  private final Map<Tally, Traffic> atEnd = new ConcurrentHashMap<>();

  /** The line of an event loop. */
  Line line(EventLoop loop, Function<EventLoop, Line> create) {
    return lines.computeIfAbsent(loop, create);
  }

  /** A second line of an event loop, for those who take another way. */
  Line directLine(EventLoop loop, Function<EventLoop, Line> create) {
    return directLines.computeIfAbsent(loop, create);
  }

  private List<Line> all() {
    return Stream.of(lines, directLines).flatMap(way -> way.values().stream()).toList();
  }

  /** Reads the tallies when the measurement begins and ends; once all lines are there. */
  void observe(Timeline timeline, Clock clock) {
    for (Line line : all()) {
      readAt(timeline.measurementStartNs(), line, atStart, clock);
      if (timeline.phases() != null) {
        readAt(timeline.drainStartNs(), line, atEnd, clock);
      }
    }
  }

  private static void readAt(long timeNs, Line line, Map<Tally, Traffic> into, Clock clock) {
    long delayNs = Math.max(0, timeNs - clock.nanoTime());
    line.loop()
        .schedule(
            () -> into.put(line.tally(), line.tally().traffic()), delayNs, TimeUnit.NANOSECONDS);
  }

  /** The sum over all lines; once their event loops are done. */
  Traffic total() {
    Traffic total = NONE;
    for (Line line : all()) {
      Traffic end = atEnd.getOrDefault(line.tally(), line.tally().traffic());
      Traffic start = atStart.getOrDefault(line.tally(), NONE);
      total =
          total.plus(
              new Traffic(
                  end.sentBytes() - start.sentBytes(),
                  end.receivedBytes() - start.receivedBytes(),
                  end.requests() - start.requests(),
                  end.emptyPolls() - start.emptyPolls(),
                  end.missedPolls() - start.missedPolls()));
    }
    return total;
  }

  /** Waits until every loop has done what it was given so far. */
  void settle() throws InterruptedException {
    for (Line line : all()) {
      EventLoop loop = line.loop();
      if (!loop.isShuttingDown()) {
        loop.submit(() -> {}).await(5, TimeUnit.SECONDS);
      }
    }
  }
}
