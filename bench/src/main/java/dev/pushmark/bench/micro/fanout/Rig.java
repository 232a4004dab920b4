package dev.pushmark.bench.micro.fanout;

import dev.pushmark.bench.lab.process.Children;
import dev.pushmark.bench.micro.wire.Sockets;
import dev.pushmark.scenarios.Clock;
import dev.pushmark.scenarios.transport.Endpoint;
import dev.pushmark.scenarios.transport.Line;
import dev.pushmark.scenarios.transport.Publisher;
import dev.pushmark.scenarios.transport.Tally;
import dev.pushmark.scenarios.transport.websocket.WebSocketPublishing;
import dev.pushmark.server.ReferenceServer;
import dev.pushmark.server.ServerConfig;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The reference server in this process with one event loop, the sink in another, and every way to
 * write to the sockets between them.
 */
final class Rig implements AutoCloseable {
  private static final String ROOM = "fan-out";

  /** So long that no ping comes between: the other ways write behind the server's back. */
  private static final Duration HEARTBEAT = Duration.ofDays(1);

  private final Children children = new Children();
  private final EventLoopGroup publishing = Sockets.newGroup("publisher");
  private final ReferenceServer server;
  private final SinkProcess sink;
  private final EventLoop loop;
  private final Pushmark ours;
  private final List<Way> ways;
  private final int perBurst;
  private long delivered;
  private boolean closed;

  Rig(int subscribers, List<String> events) throws IOException, InterruptedException {
    AcceptedChannels.watch();
    perBurst = subscribers * events.size();
    server =
        ReferenceServer.start(ServerConfig.defaults().withEventLoops(1).withHeartbeat(HEARTBEAT));
    boolean open = false;
    try {
      String url = "http://127.0.0.1:" + server.port();
      sink = new SinkProcess(children, url, ROOM, subscribers, perBurst);
      List<Channel> channels = AcceptedChannels.soFar();
      if (channels.size() != subscribers) {
        throw new IOException(
            "the server accepted " + channels.size() + " connections of " + subscribers);
      }
      loop = channels.get(0).eventLoop();
      ours = pushmark(Endpoint.of(URI.create(url)), events);
      ways =
          List.of(
              ours, new OneBuffer(loop, channels, events), new PlainLoop(loop, channels, events));
      open = true;
    } finally {
      if (!open) {
        close();
      }
    }
  }

  private Pushmark pushmark(Endpoint endpoint, List<String> events)
      throws IOException, InterruptedException {
    Line line =
        new Line(publishing.next(), Sockets.client(), endpoint, new Tally(), Clock.system());
    CompletableFuture<Publisher> opening = new CompletableFuture<>();
    line.loop()
        .execute(
            () ->
                new WebSocketPublishing()
                    .open(line, ROOM, System.err::println)
                    .whenComplete(
                        (publisher, failure) -> {
                          if (failure == null) {
                            opening.complete(publisher);
                          } else {
                            opening.completeExceptionally(failure);
                          }
                        }));
    try {
      return new Pushmark(line.loop(), opening.get(10, TimeUnit.SECONDS), events);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("cannot publish: " + e.getMessage(), e);
    }
  }

  /** Ours, the best known, the plain loop. */
  List<Way> ways() {
    return ways;
  }

  /** Deliveries so far, of all ways. */
  long delivered() {
    return delivered;
  }

  /**
   * Measures a block of bursts, each of which begins when the one before has arrived everywhere.
   *
   * @return deliveries per second of CPU time of the server's event loop
   */
  double deliveriesPerCpuSecond(Way way, int bursts) throws IOException, InterruptedException {
    way.begin();
    long cpuNs = -OnLoop.cpuNs(loop);
    for (int i = 0; i < bursts; i++) {
      way.burst();
      delivered += perBurst;
      sink.awaitReceived(delivered);
    }
    cpuNs += OnLoop.cpuNs(loop);
    way.end();
    return (double) bursts * perBurst / cpuNs * TimeUnit.SECONDS.toNanos(1);
  }

  /** Closes every connection and returns the sink's counts ({@link SinkProcess#awaitEnd}). */
  long[] finish() throws IOException, InterruptedException {
    ours.close();
    closeServer();
    return sink.awaitEnd();
  }

  @Override
  public void close() {
    closeServer();
    publishing.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    children.close();
  }

  private void closeServer() {
    if (!closed) {
      closed = true;
      server.close();
    }
  }
}
