package dev.pushmark.scenarios.gatling;

import io.gatling.core.action.builder.ActionBuilder;
import io.gatling.core.session.Session;

/**
 * Ends the virtual user's subscription.
 *
 * @param name under which Gatling reports it
 */
public record Close(String name) implements io.gatling.javaapi.core.ActionBuilder {

  @Override
  public ActionBuilder asScala() {
    return RealtimeAction.builder(name, Close::run).asScala();
  }

  private static void run(RealtimeAction action, RealtimeComponents components, Session session) {
    long start = action.nowMillis();
    if (session.attributes().contains(RealtimeComponents.SUBSCRIPTION)) {
      ((VirtualSubscriber) session.attributes().apply(RealtimeComponents.SUBSCRIPTION)).leave();
    }
    action.report(session, start, action.nowMillis(), null);
    action.proceed(session.remove(RealtimeComponents.SUBSCRIPTION), null);
  }
}
