package dev.pushmark.bench.micro.slow;

import dev.pushmark.bench.micro.wire.Sockets;
import dev.pushmark.scenarios.Clock;
import dev.pushmark.scenarios.stamp.Payload;
import dev.pushmark.scenarios.stamp.StampReader;
import dev.pushmark.scenarios.transport.Endpoint;
import dev.pushmark.scenarios.transport.Line;
import dev.pushmark.scenarios.transport.Publisher;
import dev.pushmark.scenarios.transport.Receiver;
import dev.pushmark.scenarios.transport.Tally;
import dev.pushmark.scenarios.transport.websocket.WebSocketPublishing;
import dev.pushmark.scenarios.transport.websocket.WebSocketTransport;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * The subscribers that do read, all on one event loop, and a publisher on another. Events are due
 * at a constant rate, and delivery latency counts from then.
 */
final class Audience implements AutoCloseable {
  private static final long BOUND_SECONDS = 20;
  private static final int PUBLISHER = 0;

  private final Clock clock = Clock.system();
  private final EventLoopGroup readers = Sockets.newGroup("subscribers");
  private final EventLoopGroup writers = Sockets.newGroup("publisher");
  private final int subscribers;
  private final CountDownLatch subscribed;
  private final Payload payload;
  private final Publisher publisher;
  private final StampReader stamp = new StampReader();
  private int published;

  /** Confined to the subscribers' event loop, like the three below. */
  private Histogram latency = new Histogram(3);

  private int measuredFrom = Integer.MAX_VALUE;
  private long awaited;
  private CompletableFuture<Histogram> measured = new CompletableFuture<>();
  private volatile @Nullable String failure;

  /** Everybody has subscribed when it returns. */
  Audience(URI server, String room, int subscribers, int eventBytes)
      throws IOException, InterruptedException {
    this.subscribers = subscribers;
    this.subscribed = new CountDownLatch(subscribers);
    this.payload = new Payload(eventBytes);
    Line line = line(readers, server);
    line.loop()
        .execute(
            () -> {
              WebSocketTransport transport = new WebSocketTransport();
              for (int i = 0; i < subscribers; i++) {
                transport.subscribe(line, room, new Subscriber());
              }
            });
    if (!subscribed.await(BOUND_SECONDS, TimeUnit.SECONDS)) {
      throw new IOException("not everybody could subscribe: " + failure);
    }
    publisher = publisher(line(writers, server), room);
  }

  private Line line(EventLoopGroup group, URI server) {
    return new Line(group.next(), Sockets.client(), Endpoint.of(server), new Tally(), clock);
  }

  private Publisher publisher(Line line, String room) throws IOException, InterruptedException {
    CompletableFuture<Publisher> opening = new CompletableFuture<>();
    line.loop()
        .execute(
            () ->
                new WebSocketPublishing()
                    .open(line, room, reason -> failure = reason)
                    .whenComplete(
                        (open, e) -> {
                          if (e == null) {
                            opening.complete(open);
                          } else {
                            opening.completeExceptionally(e);
                          }
                        }));
    return within(opening, BOUND_SECONDS);
  }

  private <T> T within(CompletableFuture<T> future, long seconds)
      throws IOException, InterruptedException {
    try {
      return future.get(seconds, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("an event or an answer did not come: " + failure, e);
    }
  }

  /** How many events have been published: the room's last offset. */
  int published() {
    return published;
  }

  /**
   * Publishes a block of events and returns the delivery latencies, in nanoseconds, of those behind
   * the first {@code warmup}.
   */
  Histogram block(int warmup, int events, int perSecond) throws IOException, InterruptedException {
    int first = published;
    CompletableFuture<Histogram> result = new CompletableFuture<>();
    readers
        .next()
        .submit(
            () -> {
              latency = new Histogram(3);
              measuredFrom = first + warmup;
              awaited = (long) events * subscribers;
              measured = result;
            })
        .syncUninterruptibly();
    long startNs = clock.nanoTime();
    long intervalNs = TimeUnit.SECONDS.toNanos(1) / perSecond;
    for (int i = 0; i < warmup + events; i++) {
      long dueNs = startNs + i * intervalNs;
      int sequence = first + i;
      writers
          .next()
          .schedule(() -> publish(sequence, dueNs), dueNs - clock.nanoTime(), TimeUnit.NANOSECONDS);
    }
    published += warmup + events;
    return within(result, (warmup + events) / perSecond + BOUND_SECONDS);
  }

  private void publish(int sequence, long dueNs) {
    ByteBuf event = PooledByteBufAllocator.DEFAULT.ioBuffer(payload.bytes());
    payload.writeTo(event, PUBLISHER, sequence, dueNs, clock.nanoTime());
    publisher.write(event);
    publisher.flush();
  }

  @Override
  public void close() {
    writers.next().submit(publisher::close).syncUninterruptibly();
    readers.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    writers.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private final class Subscriber implements Receiver {
    @Override
    public void subscribed() {
      subscribed.countDown();
    }

    @Override
    public void received(ByteBuf bytes, int from, int to) {
      long nowNs = clock.nanoTime();
      for (int at = stamp.next(bytes, from, to); at >= 0; at = stamp.next(bytes, at, to)) {
        if (stamp.intact() && stamp.sequence() >= measuredFrom) {
          latency.recordValue(nowNs - stamp.intendedSendTimeNs());
          if (--awaited == 0) {
            measured.complete(latency);
          }
        }
      }
    }

    @Override
    public void gap(long missed) {
      failure = "a subscriber that reads was told of a gap";
    }

    @Override
    public void ended(String reason) {
      failure = reason;
    }
  }
}
