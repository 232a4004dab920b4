package dev.pushmark.scenarios.gatling;

import dev.pushmark.scenarios.recording.Loop;
import dev.pushmark.scenarios.recording.SubscriberRecord;
import dev.pushmark.scenarios.transport.Line;
import io.gatling.core.action.builder.ActionBuilder;
import io.gatling.core.session.Session;
import io.gatling.javaapi.core.internal.Expressions;
import org.jspecify.annotations.Nullable;

/**
 * Subscribes the virtual user to a room; goes on when the server has accepted.
 *
 * @param name under which Gatling reports it; measured deliveries are reported, sampled, as its
 *     name and {@code " delivery"}
 * @param room the room's name; Gatling's expression language works
 * @param after the id of the event behind which to begin, in the same language; empty to begin with
 *     what is published next
 */
public record Subscribe(String name, String room, String after)
    implements io.gatling.javaapi.core.ActionBuilder {

  /** The room to subscribe to. */
  public Subscribe room(String expression) {
    return new Subscribe(name, expression, after);
  }

  /** The id of the event behind which to begin, as a client that comes back does. */
  public Subscribe after(String expression) {
    return new Subscribe(name, room, expression);
  }

  @Override
  public ActionBuilder asScala() {
    var afterOf = Expressions.toStringExpression(after);
    return RealtimeAction.builder(
            name,
            room,
            (action, components, session, roomName) ->
                action.resolve(
                    "after",
                    afterOf,
                    session,
                    id -> run(action, components, session, roomName, id.isEmpty() ? null : id)))
        .asScala();
  }

  private static void run(
      RealtimeAction action,
      RealtimeComponents components,
      Session session,
      String room,
      @Nullable String after) {
    if (session.attributes().contains(RealtimeComponents.SUBSCRIPTION)) {
      action.fail(session, action.nowMillis(), "subscribed already: close(…) comes first");
      return;
    }
    Measurement measurement = components.measurement();
    boolean standsBy = session.attributes().contains(RealtimeComponents.BYSTANDER);
    Line line =
        standsBy
            ? components.bystandersLine(session.eventLoop())
            : components.subscribingLine(session.eventLoop());
    long start = action.nowMillis();
    SubscriberRecord record =
        measurement
            .recorder()
            .subscriber(
                room,
                Loop.of(line.loop()),
                worstNs -> {
                  long now = action.nowMillis();
                  action.reportDelivery(session, now - worstNs / 1_000_000, now);
                });
    if (standsBy) {
      record.show(measurement.bystanders());
    }
    VirtualSubscriber[] self = new VirtualSubscriber[1];
    VirtualSubscriber subscriber =
        new VirtualSubscriber(
            record,
            line.access(),
            () -> {
              measurement.arrived();
              action.report(session, start, action.nowMillis(), null);
              action.proceed(session.set(RealtimeComponents.SUBSCRIPTION, self[0]), null);
            },
            reason -> {
              if (LocalLimits.explain(reason)) {
                measurement.complaints().add(LocalLimits.complaint(reason));
              }
              measurement.arrived();
              action.fail(session, start, reason);
            });
    self[0] = subscriber;
    subscriber.opened(components.transport().subscribe(line, room, after, subscriber));
  }
}
