package dev.pushmark.bench.calibration;

import dev.pushmark.bench.micro.wire.Sockets;
import dev.pushmark.results.model.Polling;
import dev.pushmark.results.model.Workload;
import dev.pushmark.scenarios.Clock;
import dev.pushmark.scenarios.recording.EventStream;
import dev.pushmark.scenarios.recording.Loop;
import dev.pushmark.scenarios.recording.Recorder;
import dev.pushmark.scenarios.recording.Recording;
import dev.pushmark.scenarios.recording.SubscriberRecord;
import dev.pushmark.scenarios.registry.Transports;
import dev.pushmark.scenarios.transport.Endpoint;
import dev.pushmark.scenarios.transport.Line;
import dev.pushmark.scenarios.transport.Publisher;
import dev.pushmark.scenarios.transport.Subscription;
import dev.pushmark.scenarios.transport.Tally;
import dev.pushmark.scenarios.transport.Transport;
import dev.pushmark.scenarios.transport.polling.PollPhases;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;

/**
 * Plays scripts over real connections and records what comes with the clients and the recorder of a
 * round: subscribers on one event loop, publishers on another, as in an injector.
 */
final class Stage implements AutoCloseable {
  private static final long BOUND_SECONDS = 30;

  /** From the last arrival until nothing more is waited for. */
  private static final long QUIET_NS = TimeUnit.SECONDS.toNanos(3);

  private static final Duration POLL_INTERVAL = Duration.ofMillis(10);
  private static final Polling POLLING =
      new Polling(
          POLL_INTERVAL, Polling.Phase.RANDOM, Polling.Pace.FIXED_RATE, Duration.ofSeconds(5));

  private final Clock clock;
  private final EventLoopGroup subscribing = Sockets.newGroup("calibration-subscriber");
  private final EventLoopGroup publishing = Sockets.newGroup("calibration-publisher");
  private final EventLoop subscribers = subscribing.next();
  private final EventLoop publishers = publishing.next();

  Stage(Clock clock) {
    this.clock = clock;
  }

  /** The event loop that subscribers are on. */
  EventLoop subscribers() {
    return subscribers;
  }

  private Line line(EventLoop loop, URI server) {
    return new Line(loop, Sockets.client(), Endpoint.of(server), new Tally(), clock);
  }

  /**
   * Plays a script in a room of its own.
   *
   * @param stall stops the server for a while, where the pattern wants that
   * @throws IOException if that cannot be done
   */
  Take play(
      URI server,
      String transport,
      Pattern pattern,
      int repetition,
      Script script,
      Player.Stall stall)
      throws IOException, InterruptedException {
    String room = String.join(".", transport, pattern.name(), Integer.toString(repetition));
    Recorder recorder = new Recorder(clock, 0);
    SubscriberRecord record = recorder.subscriber(room, Loop.of(subscribers), worstNs -> {});
    Subscriber subscriber = new Subscriber(record);
    Transport client =
        Transports.create(
            transport, POLLING, new PollPhases(POLLING, 1, clock.nanoTime(), repetition));
    Subscription subscription =
        on(subscribers, () -> client.subscribe(line(subscribers, server), room, subscriber));
    try {
      await(subscriber.beginning());
      play(line(publishers, server), room, recorder, script, pattern, stall);
      awaitArrivals(recorder, script.size());
    } finally {
      on(
          subscribers,
          () -> {
            record.closed();
            subscription.close();
            return room;
          });
    }
    subscriber.requireOpen();
    Histogram latency = recorder.takeInterval();
    Recording recording = recorder.finish();
    return new Take(transport, pattern, repetition, room, script, latency, recording.counts());
  }

  private void play(
      Line line, String room, Recorder recorder, Script script, Pattern pattern, Player.Stall stall)
      throws IOException, InterruptedException {
    Queue<String> complaints = new ConcurrentLinkedQueue<>();
    Publisher publisher =
        await(
            on(
                publishers,
                () ->
                    Transports.publishing(Workload.PublishVia.HTTP)
                        .open(line, room, complaints::add)));
    // When each is due is in its stamp alone; that it is owed follows from this.
    long[] dueNs = LongStream.range(0, script.events()).toArray();
    EventStream stream = recorder.publisher(room, clock.nanoTime(), dueNs);
    boolean stalls = pattern.effect() == Pattern.Effect.STALLS;
    Player player =
        new Player(publishers, clock, recorder, stream, script, publisher, stalls ? stall : null);
    try {
      await(player.play(), Player.BOUND);
    } finally {
      on(
          publishers,
          () -> {
            publisher.close();
            return room;
          });
    }
    String complaint = complaints.poll();
    if (complaint != null) {
      throw new IOException(complaint);
    }
  }

  private void awaitArrivals(Recorder recorder, long expected) throws InterruptedException {
    long seen = -1;
    long seenNs = clock.nanoTime();
    while (recorder.arrivals() < expected && clock.nanoTime() - seenNs < QUIET_NS) {
      if (recorder.arrivals() != seen) {
        seen = recorder.arrivals();
        seenNs = clock.nanoTime();
      }
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }

  private static <T> T on(EventLoop loop, Callable<T> task)
      throws IOException, InterruptedException {
    CompletableFuture<T> done = new CompletableFuture<>();
    loop.execute(
        () -> {
          try {
            done.complete(task.call());
          } catch (Exception e) {
            done.completeExceptionally(e);
          }
        });
    return await(done);
  }

  private static <T> T await(CompletableFuture<T> future) throws IOException, InterruptedException {
    return await(future, Duration.ofSeconds(BOUND_SECONDS));
  }

  private static <T> T await(CompletableFuture<T> future, Duration bound)
      throws IOException, InterruptedException {
    try {
      return future.get(bound.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IOException(String.valueOf(e.getCause()), e);
    } catch (TimeoutException e) {
      throw new IOException("nothing came of it within " + bound.toSeconds() + " s", e);
    }
  }

  @Override
  public void close() {
    publishing.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    subscribing.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
