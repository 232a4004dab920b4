package dev.pushmark.scenarios.gatling;

import com.typesafe.scalalogging.Logger;
import com.typesafe.scalalogging.Logger$;
import io.gatling.commons.stats.KO$;
import io.gatling.commons.stats.OK$;
import io.gatling.commons.stats.Status;
import io.gatling.commons.validation.Failure;
import io.gatling.commons.validation.Validation;
import io.gatling.core.CoreComponents;
import io.gatling.core.action.Action;
import io.gatling.core.action.BlockExit;
import io.gatling.core.session.Session;
import io.gatling.core.structure.ScenarioContext;
import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.internal.Expressions;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import scala.Function1;
import scala.Option;

/**
 * A Gatling action written in Java: what Scala gets from {@code ExitableAction}, whose
 * super-accessors javac cannot reach. Runs on the virtual user's event loop.
 */
final class RealtimeAction implements Action {
  /** What an action does with a virtual user; in the end it calls {@link #proceed}. */
  interface Body {
    void run(RealtimeAction action, RealtimeComponents components, Session session);
  }

  /** A body that is about a room. */
  interface RoomBody {
    void run(
        RealtimeAction action, RealtimeComponents components, Session session, String roomName);
  }

  private final String name;
  private final CoreComponents core;
  private final RealtimeComponents components;
  private final Action next;
  private final Body body;
  private Logger logger = Logger$.MODULE$.apply(LoggerFactory.getLogger(RealtimeAction.class));

  private RealtimeAction(String name, ScenarioContext context, Action next, Body body) {
    this.name = name;
    this.core = context.coreComponents();
    this.components = context.protocolComponentsRegistry().components(RealtimeProtocol.KEY);
    this.next = next;
    this.body = body;
  }

  /** What a Gatling scenario takes as a step. */
  static ActionBuilder builder(String name, Body body) {
    return () ->
        new io.gatling.core.action.builder.ActionBuilder() {
          @Override
          public Action build(ScenarioContext context, Action next) {
            return new RealtimeAction(name, context, next, body);
          }
        };
  }

  /** A step for a room given in Gatling's expression language; without a room, it fails. */
  static ActionBuilder builder(String name, String room, RoomBody body) {
    var roomOf = Expressions.toStringExpression(room);
    return builder(
        name,
        (action, components, session) ->
            action.resolve(
                "room",
                roomOf,
                session,
                roomName -> body.run(action, components, session, roomName)));
  }

  /** Goes on with what an expression says for a session; the step fails if it says nothing. */
  void resolve(
      String what,
      Function1<Session, Validation<String>> expression,
      Session session,
      Consumer<String> then) {
    Validation<?> resolved = expression.apply(session);
    if (resolved instanceof Failure failure) {
      components.measurement().arrived();
      fail(session, nowMillis(), what + ": " + failure.message());
    } else {
      then.accept((String) resolved.toOption().get());
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Logger logger() {
    return logger;
  }

  @Override
  @SuppressWarnings("checkstyle:MethodName") // the name the Scala compiler gives a trait's setter
  public void com$typesafe$scalalogging$StrictLogging$_setter_$logger_$eq(Logger value) {
    logger = value;
  }

  @Override
  public void $bang(Session session) {
    if (!session.eventLoop().inEventLoop()) {
      if (!session.eventLoop().isShutdown()) {
        session.eventLoop().execute(() -> $bang(session));
      }
      return;
    }
    Option<BlockExit> exit = BlockExit.mustExit(session);
    if (exit.isDefined()) {
      exit.get().exitBlock(core.statsEngine(), core.clock().nowMillis());
      return;
    }
    try {
      execute(session);
    } catch (RuntimeException e) {
      logger.underlying().error("{} failed", name, e);
      next.$bang(session.markAsFailed());
    }
  }

  @Override
  public void execute(Session session) {
    body.run(this, components, session);
  }

  long nowMillis() {
    return core.clock().nowMillis();
  }

  /** Reports a success or, with a message, a failure to Gatling's statistics. */
  void report(Session session, long startMillis, long endMillis, @Nullable String failure) {
    report(name, session, startMillis, endMillis, failure);
  }

  /** Reports a delivery, under a name of its own, to Gatling's statistics. */
  void reportDelivery(Session session, long startMillis, long endMillis) {
    report(name + " delivery", session, startMillis, endMillis, null);
  }

  private void report(
      String request, Session session, long startMillis, long endMillis, @Nullable String failure) {
    Status status = failure == null ? OK$.MODULE$ : KO$.MODULE$;
    core.statsEngine()
        .logResponse(
            session.scenario(),
            session.groups(),
            request,
            startMillis,
            endMillis,
            status,
            Option.empty(),
            Option.apply(failure));
  }

  /** Reports a failure and lets the virtual user go on, marked as failed. */
  void fail(Session session, long startMillis, String reason) {
    report(session, startMillis, nowMillis(), reason);
    proceed(session, reason);
  }

  /** Lets the virtual user go on, marked as failed if there is a failure. */
  void proceed(Session session, @Nullable String failure) {
    next.$bang(failure == null ? session : session.markAsFailed());
  }
}
