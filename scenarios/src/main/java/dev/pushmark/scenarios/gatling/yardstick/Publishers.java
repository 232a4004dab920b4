package dev.pushmark.scenarios.gatling.yardstick;

import dev.pushmark.results.model.Workload;
import dev.pushmark.scenarios.Clock;
import dev.pushmark.scenarios.gatling.RoundSpec;
import dev.pushmark.scenarios.pacing.Pacer;
import dev.pushmark.scenarios.recording.EventStream;
import dev.pushmark.scenarios.recording.Recorder;
import dev.pushmark.scenarios.registry.Transports;
import dev.pushmark.scenarios.schedule.Schedule;
import dev.pushmark.scenarios.transport.Endpoint;
import dev.pushmark.scenarios.transport.Line;
import dev.pushmark.scenarios.transport.Publisher;
import dev.pushmark.scenarios.transport.Tally;
import io.netty.channel.EventLoopGroup;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The publishers of a round, on an event loop of their own like those of our injector: with the
 * same code, the same seeds and so the same events.
 */
final class Publishers {
  private static final long PROCESS = ProcessHandle.current().pid();

  private final RoundSpec spec;
  private final Workload work;
  private final Recorder recorder;
  private final Consumer<String> complaints;
  private final EventLoopGroup group = Sockets.newGroup(1, "pushmark-publisher");
  private final Line line;
  private final Pacer pacer;
  private final Publisher[] publishers;

  Publishers(RoundSpec spec, Clock clock, Recorder recorder, Consumer<String> complaints) {
    this.spec = spec;
    this.work = spec.plan().workload();
    this.recorder = recorder;
    this.complaints = complaints;
    this.line =
        new Line(group.next(), Sockets.channels(), Endpoint.of(spec.url()), new Tally(), clock);
    this.pacer = new Pacer(line.loop(), clock, recorder);
    this.publishers = new Publisher[work.publishers()];
  }

  /** The name of a room, which no other process has. */
  static String room(int number) {
    return "yardstick-" + PROCESS + "-" + number;
  }

  /** Connects them all; says so of each on the publishers' event loop. */
  void open(Runnable opened) {
    line.loop()
        .execute(
            () -> {
              for (int i = 0; i < publishers.length; i++) {
                open(i, opened);
              }
            });
  }

  private void open(int number, Runnable opened) {
    Transports.publishing(work.publishVia())
        .open(line, room(number / work.publishersPerRoom()), complaints)
        .whenComplete(
            (publisher, failure) -> {
              if (failure == null) {
                publishers[number] = publisher;
                opened.run();
              } else {
                complaints.accept("a publisher " + failure.getMessage());
              }
            });
  }

  /** Publishes for so long, from a time on; all are connected. */
  void publish(long startNs, long lengthNs) {
    line.loop().execute(() -> publishAll(startNs, lengthNs));
  }

  private void publishAll(long startNs, long lengthNs) {
    Schedule schedule =
        Schedule.of(work.arrivals(), work.eventsPerSecond() / work.publishersPerRoom());
    for (int i = 0; i < publishers.length; i++) {
      long[] dueNs = schedule.dueTimesNs(lengthNs, spec.seed() * 1_000_003 + i);
      EventStream stream = recorder.publisher(room(i / work.publishersPerRoom()), startNs, dueNs);
      pacer.publish(stream, publishers[i], work.payloadBytes());
    }
  }

  /** CPU time that publishing has taken so far, which is nobody's receiving. */
  CompletableFuture<Long> cpuNs() {
    return CompletableFuture.supplyAsync(
        () -> ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime(), line.loop());
  }

  /** Closes the connections and returns when the event loop has ended. */
  void close() {
    line.loop()
        .execute(
            () -> {
              for (Publisher publisher : publishers) {
                publisher.close();
              }
            });
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
