package dev.pushmark.scenarios.gatling;

import dev.pushmark.results.model.Workload.PublishVia;
import dev.pushmark.scenarios.recording.EventStream;
import dev.pushmark.scenarios.schedule.ConstantRate;
import dev.pushmark.scenarios.schedule.Schedule;
import dev.pushmark.scenarios.stamp.Payload;
import dev.pushmark.scenarios.transport.Line;
import dev.pushmark.scenarios.transport.Publisher;
import io.gatling.core.action.builder.ActionBuilder;
import io.gatling.core.session.Session;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Publishes events into a room when a schedule says so, whatever the server does. Goes on when the
 * last event has been handed to the connection and the measurement, if it has phases, is over.
 *
 * @param name under which Gatling reports it
 * @param room the room's name; Gatling's expression language works
 * @param schedule when events are due
 * @param payloadBytes size of an event's JSON text
 * @param via the way to the server
 * @param duration length of the schedule; null for the measurement's warm-up and measurement
 */
public record Publish(
    String name,
    String room,
    Schedule schedule,
    int payloadBytes,
    PublishVia via,
    @Nullable Duration duration)
    implements io.gatling.javaapi.core.ActionBuilder {
  public Publish {
    if (payloadBytes < Payload.MIN_BYTES) {
      throw new IllegalArgumentException(
          "payloadBytes must be >= " + Payload.MIN_BYTES + ", was " + payloadBytes);
    }
  }

  static Publish named(String name) {
    return new Publish(name, "lobby", new ConstantRate(1), 200, PublishVia.HTTP, null);
  }

  /** The room to publish into. */
  public Publish room(String expression) {
    return new Publish(name, expression, schedule, payloadBytes, via, duration);
  }

  /** When events are due. */
  public Publish schedule(Schedule when) {
    return new Publish(name, room, when, payloadBytes, via, duration);
  }

  /** Size of an event's JSON text, in bytes. */
  public Publish payloadBytes(int bytes) {
    return new Publish(name, room, schedule, bytes, via, duration);
  }

  /** The way to the server. */
  public Publish via(PublishVia way) {
    return new Publish(name, room, schedule, payloadBytes, way, duration);
  }

  /** Length of the schedule. */
  public Publish during(Duration time) {
    return new Publish(name, room, schedule, payloadBytes, via, time);
  }

  @Override
  public ActionBuilder asScala() {
    return RealtimeAction.builder(name, room, this::connect).asScala();
  }

  private void connect(
      RealtimeAction action, RealtimeComponents components, Session session, String roomName) {
    Measurement measurement = components.measurement();
    Line line = components.publishingLine();
    Consumer<String> complaints =
        complaint -> measurement.complaints().add(line.access().hide(complaint));
    long start = action.nowMillis();
    if (duration == null && !measurement.hasPhases()) {
      action.fail(session, start, "needs during(…), since the protocol does not measure in phases");
      return;
    }
    long seed = components.nextPublisherSeed();
    line.loop()
        .execute(
            () ->
                components
                    .protocol()
                    .publishing(via)
                    .open(line, roomName, complaints)
                    .whenComplete(
                        (publisher, failure) -> {
                          measurement.arrived();
                          if (failure != null) {
                            String reason = "a publisher " + failure.getMessage();
                            complaints.accept(
                                LocalLimits.explain(reason)
                                    ? LocalLimits.complaint(reason)
                                    : reason);
                            action.fail(session, start, line.access().hide(reason));
                          } else {
                            measurement
                                .begun()
                                .thenAccept(
                                    timeline ->
                                        publish(
                                            action,
                                            components,
                                            session,
                                            roomName,
                                            publisher,
                                            seed,
                                            timeline));
                          }
                        }));
  }

  private void publish(
      RealtimeAction action,
      RealtimeComponents components,
      Session session,
      String roomName,
      Publisher publisher,
      long seed,
      Timeline timeline) {
    Measurement measurement = components.measurement();
    long start = action.nowMillis();
    Duration length = duration;
    long startNs = length == null ? timeline.startNs() : measurement.clock().nanoTime();
    long horizonNs = length == null ? timeline.drainStartNs() - startNs : length.toNanos();
    long openUntilNs = length == null ? timeline.endNs() : startNs;
    long[] dueNs = schedule.dueTimesNs(horizonNs, seed);
    EventStream stream = measurement.recorder().publisher(roomName, startNs, dueNs);
    components
        .pacer()
        .publish(stream, publisher, payloadBytes)
        .thenRun(
            () -> {
              action.report(session, start, action.nowMillis(), null);
              long leftNs = openUntilNs - measurement.clock().nanoTime();
              components
                  .publishingLine()
                  .loop()
                  .schedule(
                      () -> {
                        publisher.close();
                        action.proceed(session, null);
                      },
                      Math.max(0, leftNs),
                      TimeUnit.NANOSECONDS);
            });
  }
}
