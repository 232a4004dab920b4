package dev.pushmark.bench.calibration;

import dev.pushmark.scenarios.Clock;
import dev.pushmark.scenarios.recording.EventStream;
import dev.pushmark.scenarios.recording.Recorder;
import dev.pushmark.scenarios.stamp.Payload;
import dev.pushmark.scenarios.transport.Publisher;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends a script's events one by one. Since their latency is in their stamps, they need not go out
 * at any particular time: it waits when much is under way, so that nothing is skipped that a
 * transport can keep. Used on its event loop.
 */
final class Player {
  /** The longest that a script may take. */
  static final Duration BOUND = Duration.ofMinutes(30);

  private static final int EVENT_BYTES = 200;
  private static final long PAUSE_NS = TimeUnit.MICROSECONDS.toNanos(200);

  /** Fewer than a refresh shows. */
  private static final int MAX_UNDER_WAY = 40;

  /** What has not come after this long was lost; it is not waited for. */
  private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(2);

  /** Events from one stall to the next: enough to show in a percentile, few enough to end. */
  private static final int STALL_EVERY = 300;

  private static final int MAX_STALLS = 30;

  private final EventLoop loop;
  private final Clock clock;
  private final Recorder recorder;
  private final EventStream stream;
  private final Script script;
  private final Publisher publisher;
  private final @Nullable Stall stall;
  private final int stallEvery;
  private final Payload payload = new Payload(EVENT_BYTES);
  private final CompletableFuture<Void> played = new CompletableFuture<>();
  private int place;
  private long arrived;
  private long arrivedNs;
  private long givenUp;
  private boolean stopping;

  /** Stops the server for a while. */
  @FunctionalInterface
  interface Stall {
    /** Blocks until the server goes on; {@code stopped} is run once it has stopped. */
    void stall(Runnable stopped);
  }

  /** The stall, if there is to be any, is called again and again, on threads of their own. */
  Player(
      EventLoop loop,
      Clock clock,
      Recorder recorder,
      EventStream stream,
      Script script,
      Publisher publisher,
      @Nullable Stall stall) {
    this.loop = loop;
    this.clock = clock;
    this.recorder = recorder;
    this.stream = stream;
    this.script = script;
    this.publisher = publisher;
    this.stall = stall;
    this.stallEvery = Math.max(STALL_EVERY, script.size() / MAX_STALLS);
  }

  /** Begins; completes when the last event has been handed to the connection. Thread safe. */
  CompletableFuture<Void> play() {
    loop.execute(
        () -> {
          arrivedNs = clock.nanoTime();
          turn();
        });
    return played;
  }

  private void turn() {
    if (place == script.size()) {
      stream.published(script.events());
      played.complete(null);
      return;
    }
    if (!stopping && mayGoOn(clock.nanoTime())) {
      send();
      if (stall != null && place % stallEvery == 0 && place < script.size()) {
        stop(stall);
      }
    }
    loop.schedule(this::turn, PAUSE_NS, TimeUnit.NANOSECONDS);
  }

  /** Goes on when the server has stopped, not when it goes on. */
  private void stop(Stall how) {
    stopping = true;
    Runnable stopped = () -> loop.execute(() -> stopping = false);
    Thread thread = new Thread(() -> how.stall(stopped), "stall");
    thread.setDaemon(true);
    thread.start();
  }

  private boolean mayGoOn(long nowNs) {
    long arrivals = recorder.arrivals();
    if (arrivals != arrived) {
      arrived = arrivals;
      arrivedNs = nowNs;
    }
    if (place - givenUp - arrived < MAX_UNDER_WAY) {
      return true;
    }
    if (nowNs - arrivedNs > PATIENCE_NS) {
      givenUp = place - arrived;
      arrivedNs = nowNs;
    }
    return false;
  }

  private void send() {
    int sequence = script.sequence(place);
    script.goesOut(place, clock.nanoTime());
    ByteBuf event = PooledByteBufAllocator.DEFAULT.ioBuffer(EVENT_BYTES);
    payload.writeTo(
        event,
        stream.publisher(),
        sequence,
        script.intendedNs(sequence),
        script.actualNs(sequence));
    publisher.write(event);
    publisher.flush();
    place++;
  }
}
