package dev.pushmark.scenarios.transport.polling;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.pushmark.scenarios.Clock;
import dev.pushmark.scenarios.transport.Endpoint;
import dev.pushmark.scenarios.transport.Line;
import dev.pushmark.scenarios.transport.Tally;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.local.LocalServerChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.net.SocketAddress;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A server and an event loop whose time passes only when a test says so. Requests wait for the test
 * to answer them. Everything happens in the test's own thread.
 */
final class SimulatedServer implements AutoCloseable {
  /**
   * A request that waits.
   *
   * @param timeMs when it came
   * @param target path and query
   */
  record Request(long timeMs, String target, Channel connection) {}

  private static final int MAX_TURNS = 10_000;

  private final MockTicker ticker = Ticker.newMockTicker();
  private final ManualIoEventLoop loop =
      new ManualIoEventLoop(null, Thread.currentThread(), LocalIoHandler.newFactory(), ticker);
  private final LocalAddress address = new LocalAddress(SimulatedServer.class);
  private final Deque<Request> requests = new ArrayDeque<>();
  private final Tally tally = new Tally();
  private int connections;

  SimulatedServer() {
    new ServerBootstrap()
        .group(loop)
        .channel(LocalServerChannel.class)
        .childHandler(
            new ChannelInitializer<LocalChannel>() {
              @Override
              protected void initChannel(LocalChannel channel) {
                connections++;
                channel.pipeline().addLast(new Requests());
              }
            })
        .bind(address);
    settle();
  }

  Line line() {
    return new Line(
        loop, this::newChannel, new Endpoint("127.0.0.1", 1, ""), tally, new SimulatedClock());
  }

  /** A channel that comes to this server wherever it is sent. */
  private Channel newChannel() {
    LocalChannel channel = new LocalChannel();
    channel
        .pipeline()
        .addLast(
            new ChannelOutboundHandlerAdapter() {
              @Override
              public void connect(
                  ChannelHandlerContext context,
                  SocketAddress remote,
                  SocketAddress local,
                  ChannelPromise promise) {
                context.connect(address, local, promise);
              }
            });
    return channel;
  }

  Tally tally() {
    return tally;
  }

  int connections() {
    return connections;
  }

  /** Lets time pass, a millisecond at a time. */
  void pass(long ms) {
    for (long i = 0; i < ms; i++) {
      ticker.advance(1, TimeUnit.MILLISECONDS);
      settle();
    }
  }

  /** Has everything happen that is due. */
  void settle() {
    int turns = 0;
    while (loop.runNow() > 0) {
      if (++turns > MAX_TURNS) {
        throw new AssertionError("the loop does not come to rest");
      }
    }
  }

  /** The one request that waits. */
  Request take() {
    if (requests.size() != 1) {
      throw new AssertionError("waiting: " + requests);
    }
    return requests.remove();
  }

  boolean nothingWaits() {
    return requests.isEmpty();
  }

  /** Answers with the events of a range; the cursor is the last. */
  void answer(Request request, int first, int last, String... headers) {
    List<String> events = new ArrayList<>();
    for (int i = first; i <= last; i++) {
      events.add("{\"id\":\"e-" + i + "\",\"data\":" + i + "}");
    }
    String body = "{\"next\":\"e-" + last + "\",\"events\":[" + String.join(",", events) + "]}";
    send(request, "200 OK", body, headers);
  }

  void send(Request request, String status, String body, String... headers) {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + "\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    head.append("Content-Length: ").append(body.length()).append("\r\n\r\n");
    request.connection().writeAndFlush(Unpooled.copiedBuffer(head + body, US_ASCII));
    settle();
  }

  void close(Request request) {
    request.connection().close();
    settle();
  }

  @Override
  public void close() {
    loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    settle();
  }

  private final class SimulatedClock implements Clock {
    @Override
    public long nanoTime() {
      return ticker.nanoTime();
    }

    @Override
    public Instant wallTime() {
      return Instant.EPOCH.plusNanos(ticker.nanoTime());
    }
  }

  /** Our clients send each request in one piece. */
  private final class Requests extends SimpleChannelInboundHandler<ByteBuf> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
      long nowMs = TimeUnit.NANOSECONDS.toMillis(ticker.nanoTime());
      String target = bytes.toString(US_ASCII).split(" ", -1)[1];
      requests.add(new Request(nowMs, target, context.channel()));
    }
  }
}
