package dev.pushmark.scenarios.gatling;

import dev.pushmark.results.model.Newcomers;
import io.gatling.core.action.builder.ActionBuilder;
import io.gatling.core.session.Session;

/**
 * Lets newcomers into a room while it is measured, in phases, for which one event is published
 * first; one virtual user does it for all of them. Goes on at the end of the drain.
 *
 * @param newcomers who come
 * @param room the room's name; Gatling's expression language works
 */
record Receive(Newcomers newcomers, String room) implements io.gatling.javaapi.core.ActionBuilder {
  @Override
  public ActionBuilder asScala() {
    return RealtimeAction.builder("newcomers", room, this::greet).asScala();
  }

  private void greet(
      RealtimeAction action, RealtimeComponents components, Session session, String roomName) {
    Measurement measurement = components.measurement();
    long start = action.nowMillis();
    Reception reception =
        new Reception(
            newcomers,
            components.transport(),
            components.subscribingLine(session.eventLoop()),
            components.protocol().tokenKey(),
            measurement.complaints());
    measurement.receives(reception);
    new Greeting(components.publishingLine(), roomName)
        .publish()
        .whenComplete(
            (place, failure) -> {
              measurement.arrived();
              if (failure != null) {
                String reason = "newcomers could not be greeted: " + failure.getMessage();
                measurement.complaints().add(components.publishingLine().access().hide(reason));
                action.fail(session, start, reason);
                return;
              }
              measurement
                  .begun()
                  .thenAcceptAsync(
                      timeline ->
                          reception.open(
                              roomName, place, timeline, () -> action.proceed(session, null)),
                      session.eventLoop());
            });
  }
}
