package dev.pushmark.scenarios.fault;

import dev.pushmark.results.model.Fault;
import dev.pushmark.results.model.FaultPlan;
import dev.pushmark.results.model.PlannedFault;
import dev.pushmark.scenarios.Clock;
import dev.pushmark.scenarios.fault.Connections.Active;
import dev.pushmark.scenarios.fault.FaultLog.Effect;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** A plan under way. Used on the proxy's event loop only. */
final class PlanRun {
  private final FaultPlan plan;
  private final EventLoop loop;
  private final Clock clock;
  private final Connections connections;
  private final Door door;
  private final @Nullable ProcessThread process;
  private final CompletableFuture<Void> done;
  private int left;

  /**
   * A plan that has not begun.
   *
   * @param process null if the plan does without
   * @param done completed when all its faults are over
   */
  PlanRun(
      FaultPlan plan,
      EventLoop loop,
      Clock clock,
      Connections connections,
      Door door,
      @Nullable ProcessThread process,
      CompletableFuture<Void> done) {
    this.plan = plan;
    this.loop = loop;
    this.clock = clock;
    this.connections = connections;
    this.door = door;
    this.process = process;
    this.done = done;
    this.left = plan.faults().size();
  }

  /** Begins each fault at its time, counted from a start; what was due before begins now. */
  void start(long startNs) {
    List<PlannedFault> faults = plan.faults();
    if (faults.isEmpty()) {
      done.complete(null);
    }
    for (int i = 0; i < faults.size(); i++) {
      int place = i;
      at(startNs + faults.get(i).at().toNanos(), () -> begin(place, faults.get(place)));
    }
  }

  /** Does what is due at once, so that what is asked for next comes after it. */
  private void at(long timeNs, Runnable task) {
    long waitNs = timeNs - clock.nanoTime();
    if (waitNs <= 0) {
      task.run();
    } else {
      loop.schedule(task, waitNs, TimeUnit.NANOSECONDS);
    }
  }

  private void after(Duration time, Runnable task) {
    loop.schedule(task, time.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void begin(int place, PlannedFault planned) {
    Fault fault = planned.fault();
    if (fault instanceof Fault.OfServer ofServer) {
      strikeServer(place, ofServer);
      return;
    }
    LongPredicate victims =
        Draw.victims(planned.target(), plan.seed(), place, connections.numbers());
    List<Connection> struck = connections.struckBy(victims);
    if (fault instanceof Fault.HalfOpen) {
      struck = struck.stream().filter(each -> !each.isHalfOpen()).toList();
    }
    if (struck.isEmpty()) {
      connections.log(Effect.MISSED, place, fault);
    }
    if (fault instanceof Fault.Lasting lasting) {
      last(new Active(place, plan.seed(), victims, lasting));
    } else {
      struck.forEach(each -> strike(place, fault, each));
      over();
    }
  }

  private void strike(int place, Fault fault, Connection victim) {
    if (fault instanceof Fault.Corrupt corrupt) {
      victim.corruptNext(
          corrupt.direction(),
          Draw.uniform(plan.seed(), place, victim.number()),
          () -> connections.log(Effect.STRUCK, place, fault, victim));
      return;
    }
    connections.log(Effect.STRUCK, place, fault, victim);
    if (fault instanceof Fault.HalfOpen) {
      victim.swallow(() -> connections.log(Effect.NOTICED, place, fault, victim));
    } else {
      victim.cut();
    }
  }

  private void last(Active fault) {
    connections.begin(fault);
    after(
        fault.fault().lasting(),
        () -> {
          connections.end(fault);
          over();
        });
  }

  private void strikeServer(int place, Fault.OfServer fault) {
    if (fault instanceof Fault.Refuse refuse) {
      door.refuse();
      connections.log(Effect.STRUCK, place, fault);
      after(refuse.lasting(), () -> admit(place, fault));
    } else if (fault instanceof Fault.Restart restart) {
      restart(place, restart);
    } else if (fault instanceof Fault.Pause pause) {
      pause(place, pause);
    }
  }

  private void admit(int place, Fault fault) {
    door.admit(
        () -> {
          connections.log(Effect.PASSED, place, fault);
          over();
        });
  }

  private void restart(int place, Fault.Restart restart) {
    long upNs = clock.nanoTime() + restart.down().toNanos();
    door.refuse();
    connections.log(Effect.STRUCK, place, restart);
    then(
        ofServer().run(ServerLife::stop),
        stopped -> {
          connections.cutAll();
          at(
              upNs,
              () ->
                  then(
                      ofServer().call(ServerLife::start),
                      address -> {
                        connections.to(address);
                        admit(place, restart);
                      }));
        });
  }

  private void pause(int place, Fault.Pause pause) {
    then(
        ofServer().run(ServerLife::pause),
        paused -> {
          connections.log(Effect.STRUCK, place, pause);
          after(
              pause.lasting(),
              () ->
                  then(
                      ofServer().run(ServerLife::resume),
                      resumed -> {
                        connections.log(Effect.PASSED, place, pause);
                        over();
                      }));
        });
  }

  private ProcessThread ofServer() {
    if (process == null) {
      throw new IllegalStateException("no process was given, though the plan needs one");
    }
    return process;
  }

  /** Goes on, on the event loop, with what came; a failure ends the plan's future. */
  private <T> void then(CompletableFuture<T> coming, Consumer<T> next) {
    coming.whenCompleteAsync(
        (result, failure) -> {
          if (failure == null) {
            next.accept(result);
          } else {
            done.completeExceptionally(failure);
          }
        },
        loop);
  }

  private void over() {
    left--;
    if (left == 0) {
      done.complete(null);
    }
  }
}
