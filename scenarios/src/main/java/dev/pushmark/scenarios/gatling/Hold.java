package dev.pushmark.scenarios.gatling;

import io.gatling.core.action.builder.ActionBuilder;
import io.gatling.core.session.Session;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the virtual user subscribed; fails if the other side ends the subscription meanwhile.
 *
 * @param name under which Gatling reports it
 * @param duration for how long; null until the measurement's drain is over
 */
public record Hold(String name, @Nullable Duration duration)
    implements io.gatling.javaapi.core.ActionBuilder {

  /** For how long, from the moment the virtual user comes here. */
  public Hold during(Duration time) {
    return new Hold(name, time);
  }

  @Override
  public ActionBuilder asScala() {
    return RealtimeAction.builder(name, this::run).asScala();
  }

  private void run(RealtimeAction action, RealtimeComponents components, Session session) {
    long start = action.nowMillis();
    if (!session.attributes().contains(RealtimeComponents.SUBSCRIPTION)) {
      action.fail(session, start, "not subscribed");
      return;
    }
    if (duration == null && !components.measurement().hasPhases()) {
      action.fail(session, start, "needs during(…), since the protocol does not measure in phases");
      return;
    }
    VirtualSubscriber subscriber =
        (VirtualSubscriber) session.attributes().apply(RealtimeComponents.SUBSCRIPTION);
    Ending ending =
        new Ending(
            failure -> {
              action.report(session, start, action.nowMillis(), failure);
              action.proceed(session, failure);
            });
    String ended = subscriber.endedBecause();
    if (ended != null) {
      ending.with(ended);
      return;
    }
    subscriber.onEnded(ending::with);
    if (duration != null) {
      session
          .eventLoop()
          .schedule(() -> ending.with(null), duration.toNanos(), TimeUnit.NANOSECONDS);
    } else {
      Measurement measurement = components.measurement();
      measurement
          .begun()
          .thenAccept(
              timeline -> {
                long leftNs = timeline.endNs() - measurement.clock().nanoTime();
                session
                    .eventLoop()
                    .schedule(() -> ending.with(null), Math.max(0, leftNs), TimeUnit.NANOSECONDS);
              });
    }
  }

  /** Ends the hold once, whichever comes first: time or the other side. */
  private static final class Ending {
    private final java.util.function.Consumer<@Nullable String> action;
    private boolean ended;

    Ending(java.util.function.Consumer<@Nullable String> action) {
      this.action = action;
    }

    void with(@Nullable String failure) {
      if (!ended) {
        ended = true;
        action.accept(failure);
      }
    }
  }
}
