package dev.pushmark.bench.micro.pair;

import dev.pushmark.bench.Clock;
import dev.pushmark.bench.lab.ChildCommands;
import dev.pushmark.bench.lab.ServerProcess;
import dev.pushmark.bench.lab.process.Children;
import dev.pushmark.bench.micro.wire.Sockets;
import dev.pushmark.scenarios.stamp.Payload;
import dev.pushmark.scenarios.transport.Endpoint;
import dev.pushmark.scenarios.transport.Line;
import dev.pushmark.scenarios.transport.Publisher;
import dev.pushmark.scenarios.transport.Subscription;
import dev.pushmark.scenarios.transport.Tally;
import dev.pushmark.scenarios.transport.websocket.WebSocketPublishing;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ManualIoEventLoop;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A server in a process of its own, and in this one a publisher and a subscriber whose event loop
 * is the thread that opened the pair: between publishing and receiving no thread wakes another,
 * unless the subscriber's client has threads of its own. To be used by that thread only.
 */
public final class ProcessPair implements AutoCloseable {
  private static final String ROOM = "pair";
  private static final int PUBLISHER = 0;
  private static final int EVENT_BYTES = 100;
  private static final Duration START_BOUND = Duration.ofSeconds(30);
  private static final long BOUND_NS = Duration.ofSeconds(10).toNanos();
  private static final long WITHOUT_TASKS = -1;

  private final Clock clock;
  private final Children children;
  private final ManualIoEventLoop loop;
  private final Payload payload = new Payload(EVENT_BYTES);
  private final Inbox inbox = new Inbox();
  private final String client;
  private final Line line;
  private final Publisher publisher;
  private @Nullable Subscription subscription;
  private int sequence;

  /**
   * Starts the server and gets ready to publish.
   *
   * @param client one of {@link Clients#names}
   * @throws IOException if the server does not start or lets nobody publish
   */
  public ProcessPair(String client, Clock clock) throws IOException, InterruptedException {
    this.client = client;
    this.clock = clock;
    this.children = new Children();
    this.loop = new ManualIoEventLoop(Thread.currentThread(), Sockets.ioHandlers());
    boolean open = false;
    try {
      ServerProcess server =
          ServerProcess.start(
              children, ChildCommands.server(options(client)), Path.of(""), START_BOUND);
      line = line(Endpoint.of(server.cleartextUrl()));
      publisher = openPublisher();
      open = true;
    } finally {
      if (!open) {
        stop();
      }
    }
  }

  private static List<String> options(String client) {
    List<String> options = new ArrayList<>(List.of("--port", "0", "--event-loops", "1"));
    if (Clients.needsTls(client)) {
      options.add("--tls");
    }
    return options;
  }

  private Line line(Endpoint endpoint) {
    HastyClock timers = new HastyClock(dev.pushmark.scenarios.Clock.system());
    return new Line(loop, Sockets.client(), endpoint, new Tally(), timers);
  }

  private Publisher openPublisher() throws IOException {
    CompletableFuture<Publisher> opening = new WebSocketPublishing().open(line, ROOM, inbox::ended);
    runUntil(inbox, opening::isDone);
    try {
      return opening.join();
    } catch (CompletionException e) {
      throw new IOException("cannot publish: " + e.getCause(), e);
    }
  }

  /**
   * Subscribes, to stay.
   *
   * @throws IOException if that cannot be done
   */
  public void subscribe() throws IOException {
    subscription = Clients.named(client).subscribe(line, ROOM, inbox);
    runUntil(inbox, inbox::isSubscribed);
  }

  /**
   * Publishes an event and returns when the subscriber has its bytes.
   *
   * @return the event's number
   * @throws IOException if the event does not come, or a connection is lost
   */
  public int deliver() throws IOException {
    return deliver(inbox);
  }

  /**
   * Subscribes anew and publishes an event as soon as it would come; returns when it has come, and
   * leaves.
   *
   * @param upgraded whether to publish only when the client has gone over to its better way
   * @return the event's number
   * @throws IOException if the event does not come, or a connection is lost
   */
  public int meet(boolean upgraded) throws IOException {
    Inbox fresh = new Inbox();
    Subscription visit = Clients.named(client).subscribe(line, ROOM, fresh);
    try {
      runUntil(fresh, upgraded ? fresh::isUpgraded : fresh::isSubscribed);
      return deliver(fresh);
    } finally {
      visit.close();
    }
  }

  private int deliver(Inbox to) throws IOException {
    int number = sequence++;
    long nowNs = clock.nanoTime();
    ByteBuf event = PooledByteBufAllocator.DEFAULT.ioBuffer(EVENT_BYTES);
    payload.writeTo(event, PUBLISHER, number, nowNs, nowNs);
    publisher.write(event);
    publisher.flush();
    runUntil(to, () -> to.newest() == number);
    return number;
  }

  /** Runs tasks first, then waits for the network: what is due is sent before anything is read. */
  private void runUntil(Inbox subscriber, BooleanSupplier reached) throws IOException {
    long startNs = clock.nanoTime();
    while (!reached.getAsBoolean()) {
      String failure = subscriber.failure();
      if (failure != null) {
        throw new IOException(failure);
      }
      long leftNs = BOUND_NS - (clock.nanoTime() - startNs);
      if (leftNs <= 0) {
        throw new IOException(
            "nothing came within " + TimeUnit.NANOSECONDS.toSeconds(BOUND_NS) + " s");
      }
      if (loop.runNonBlockingTasks(0) == 0) {
        loop.run(leftNs, WITHOUT_TASKS);
      }
    }
  }

  @Override
  public void close() {
    if (subscription != null) {
      subscription.close();
    }
    publisher.close();
    stop();
  }

  /** Ends the event loop, which closes its connections, and the server. */
  private void stop() {
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    long startNs = clock.nanoTime();
    while (!loop.isTerminated() && clock.nanoTime() - startNs < BOUND_NS) {
      loop.runNow();
    }
    children.close();
  }
}
