package dev.pushmark.bench.live;

import dev.pushmark.bench.micro.wire.Sockets;
import dev.pushmark.results.model.Polling;
import dev.pushmark.scenarios.Clock;
import dev.pushmark.scenarios.registry.Transports;
import dev.pushmark.scenarios.transport.Endpoint;
import dev.pushmark.scenarios.transport.Line;
import dev.pushmark.scenarios.transport.Receiver;
import dev.pushmark.scenarios.transport.Tally;
import dev.pushmark.scenarios.transport.polling.PollPhases;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoopGroup;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The injector's own clients in a room, one for each transport, and when each event came to it. */
final class OurSubscribers implements AutoCloseable {
  /** So often that an answer seldom holds two events. */
  static final Duration POLL_INTERVAL = Duration.ofMillis(2);

  private static final long PATIENCE_SECONDS = 60;
  private static final Pattern SEQUENCE = Pattern.compile("\"seq\":([0-9]+)");

  private final Map<String, Map<Long, Double>> arrivals = new ConcurrentHashMap<>();
  private final EventLoopGroup group = Sockets.newGroup("our-subscribers");

  /** Returns when all of them are subscribed. */
  OurSubscribers(URI server, String room, List<String> transports) throws InterruptedException {
    Clock clock = Clock.system();
    Line line = new Line(group.next(), Sockets.client(), Endpoint.of(server), new Tally(), clock);
    Polling polling =
        new Polling(
            POLL_INTERVAL,
            Polling.Phase.SYNCHRONISED,
            Polling.Pace.FIXED_RATE,
            Duration.ofSeconds(20));
    CountDownLatch subscribed = new CountDownLatch(transports.size());
    for (String transport : transports) {
      Map<Long, Double> own = new ConcurrentHashMap<>();
      arrivals.put(transport, own);
      PollPhases phases = new PollPhases(polling, 1, clock.nanoTime(), 1);
      line.loop()
          .execute(
              () ->
                  Transports.create(transport, polling, phases)
                      .subscribe(line, room, new Log(clock, own, subscribed)));
    }
    if (!subscribed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("not all of " + transports + " are subscribed");
    }
  }

  /** When each event came by a transport, in milliseconds of the machine's clock; it grows. */
  Map<Long, Double> arrivals(String transport) {
    return arrivals.getOrDefault(transport, Map.of());
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  private record Log(Clock clock, Map<Long, Double> arrivals, CountDownLatch waiting)
      implements Receiver {
    @Override
    public void subscribed() {
      waiting.countDown();
    }

    @Override
    public void received(ByteBuf bytes, int from, int to) {
      double atMs = clock.nanoTime() / 1e6;
      Matcher events = SEQUENCE.matcher(bytes.toString(from, to - from, StandardCharsets.UTF_8));
      while (events.find()) {
        arrivals.putIfAbsent(Long.valueOf(events.group(1)), atMs);
      }
    }

    /** An event that is missing cannot be compared. */
    @Override
    public void gap(long missed) {}

    /** The same goes for all that would have followed. */
    @Override
    public void ended(String reason) {}
  }
}
