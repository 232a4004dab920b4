package dev.pushmark.server.wire;

import dev.pushmark.server.access.AccessControl;
import dev.pushmark.server.access.Limits;
import dev.pushmark.server.metrics.TransportMeters;
import dev.pushmark.server.room.Batch;
import dev.pushmark.server.room.Clock;
import dev.pushmark.server.room.EventId;
import dev.pushmark.server.room.Room;
import dev.pushmark.server.room.Rooms;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What belongs to one event loop: its connections and its fan-outs. No connection has a timer of
 * its own; one sweep per loop looks after them all. Confined to the event loop.
 */
public final class LoopContext {
  private static final Logger LOG = LoggerFactory.getLogger(LoopContext.class);
  public static final ByteBufAllocator ALLOCATOR = ByteBufAllocator.DEFAULT;

  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final EventLoop eventLoop;
  private final ServerState state;
  private final Rooms rooms;
  private final Clock clock;
  private final @Nullable WriteListener writeListener;
  private final Map<String, TrafficCounter> transports = new HashMap<>();
  private final Map<Room, FanOut> fanOuts = new HashMap<>();
  private final ArrayList<Connection> connections = new ArrayList<>();
  private final Promise<Void> drained;
  private long tickNs;
  private long sweepDueNs;
  private boolean draining;
  private long dateSecond = -1;
  private String date = "";

  LoopContext(EventLoop eventLoop, ServerState state) {
    this.eventLoop = eventLoop;
    this.drained = eventLoop.newPromise();
    this.state = state;
    this.rooms = state.rooms();
    this.clock = state.clock();
    this.writeListener = state.writeListener();
    this.tickNs = clock.nanoTime();
  }

  EventLoop eventLoop() {
    return eventLoop;
  }

  public long nanoTime() {
    return clock.nanoTime();
  }

  /** The time of day in ms since 1970; for what was agreed in it, like the end of a token. */
  public long currentTimeMillis() {
    return clock.currentTimeMillis();
  }

  /** The time at the last tick: for what happens so often that asking the clock would cost. */
  public long tickNs() {
    return tickNs;
  }

  void tick() {
    tickNs = clock.nanoTime();
  }

  /** To be told of each batch just before it is written to one of a room's subscribers. */
  public void writing(String room, Batch batch) {
    if (writeListener != null) {
      writeListener.writing(room, batch);
    }
  }

  public void execute(Runnable task) {
    eventLoop.execute(task);
  }

  public ScheduledFuture<?> schedule(Runnable task, Duration delay) {
    return eventLoop.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** How much anybody may take. */
  public Limits limits() {
    return state.limits();
  }

  /** How long anybody may take. */
  public Timeouts timeouts() {
    return state.timeouts();
  }

  /** What TLS connections are secured with; null when there are none. */
  @Nullable SslContext tls() {
    Tls tls = state.tls();
    return tls == null ? null : tls.context();
  }

  AccessControl access() {
    return state.access();
  }

  Admission admission() {
    return new Admission(state);
  }

  /** Counts and logs what a client is refused. */
  public void refused(RequestException e) {
    state.metrics().refused(e.status().code());
    LOG.debug("refused with {}: {}", e.status().code(), e.reason());
  }

  /** Counts the traffic of this loop's connections of one transport. */
  TrafficCounter traffic(String transport) {
    return transports.computeIfAbsent(
        transport, name -> new TrafficCounter(state.metrics().transport(name)));
  }

  /** Counts what this loop does for a transport, whatever connections that takes. */
  public TransportMeters meters(String transport) {
    return traffic(transport).meters();
  }

  /** Whether the server is shutting down: answer what was asked, begin nothing new. */
  public boolean isDraining() {
    return draining;
  }

  /**
   * Follows the room of that name from {@code after}, which must not be ahead of it. Nothing is
   * delivered before this returns.
   */
  public Follower follow(String room, EventId after, WireForm form, Sink sink) {
    return fanOut(room).join(after, form, sink);
  }

  private FanOut fanOut(String name) {
    while (true) {
      Room room = rooms.get(name);
      FanOut existing = fanOuts.get(room);
      if (existing != null) {
        return existing;
      }
      FanOut fresh = new FanOut(name, room, this, state.slowConsumers(), state.batchWindow());
      if (fresh.open()) {
        fanOuts.put(room, fresh);
        return fresh;
      }
    }
  }

  void forget(Room room) {
    fanOuts.remove(room);
  }

  /** The {@code Date} header's value, formatted once per second. */
  String date() {
    long millis = clock.currentTimeMillis();
    if (millis / 1000 != dateSecond) {
      dateSecond = millis / 1000;
      date = HTTP_DATE.format(Instant.ofEpochMilli(millis));
    }
    return date;
  }

  void add(Connection connection) {
    connection.slot = connections.size();
    connections.add(connection);
    if (draining) {
      execute(connection::drain);
    }
  }

  void remove(Connection connection) {
    Connection last = connections.remove(connections.size() - 1);
    if (last != connection) {
      last.slot = connection.slot;
      connections.set(last.slot, last);
    }
    if (draining && connections.isEmpty()) {
      drained.trySuccess(null);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // it goes on for as long as the event loop does
  void startSweeping(Duration interval) {
    long intervalNs = interval.toNanos();
    sweepDueNs = clock.nanoTime() + intervalNs;
    eventLoop.scheduleWithFixedDelay(
        () -> sweep(intervalNs), intervalNs, intervalNs, TimeUnit.NANOSECONDS);
  }

  private void sweep(long intervalNs) {
    tick();
    state.metrics().lagged(Math.max(0, tickNs - sweepDueNs));
    sweepDueNs = tickNs + intervalNs;
    transports.values().forEach(traffic -> traffic.meters().queuedBytes.set(0));
    fanOuts.values().forEach(FanOut::countQueued);
    for (Connection connection : List.copyOf(connections)) {
      connection.sweep(tickNs);
    }
  }

  /** Says good-bye to every connection; the future is done when all of them have gone. */
  Future<Void> drain() {
    execute(
        () -> {
          draining = true;
          for (Connection connection : List.copyOf(connections)) {
            connection.drain();
          }
          if (connections.isEmpty()) {
            drained.trySuccess(null);
          }
        });
    return drained;
  }
}
