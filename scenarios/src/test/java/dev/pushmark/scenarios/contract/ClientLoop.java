package dev.pushmark.scenarios.contract;

import dev.pushmark.results.model.Compression;
import dev.pushmark.scenarios.Clock;
import dev.pushmark.scenarios.transport.Access;
import dev.pushmark.scenarios.transport.Endpoint;
import dev.pushmark.scenarios.transport.Line;
import dev.pushmark.scenarios.transport.Publisher;
import dev.pushmark.scenarios.transport.Publishing;
import dev.pushmark.scenarios.transport.Receiver;
import dev.pushmark.scenarios.transport.Subscription;
import dev.pushmark.scenarios.transport.Tally;
import dev.pushmark.scenarios.transport.Transport;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** An event loop on which clients run, for tests, which do not. */
public final class ClientLoop implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 20;

  /** Little, so that a client that does not read soon holds the server up. */
  private static final int RECEIVE_BUFFER_BYTES = 64 << 10;

  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Queue<Channel> channels = new ConcurrentLinkedQueue<>();
  private final Line line;

  public ClientLoop(URI url) {
    this(url, Access.OPEN);
  }

  public ClientLoop(URI url, Access access) {
    this(url, access, Compression.NONE);
  }

  ClientLoop(URI url, Access access, Compression compression) {
    line =
        new Line(
            group.next(),
            ClientLoop::newChannel,
            Endpoint.of(url),
            new Remembering(channels),
            Clock.system(),
            access,
            compression);
  }

  private static Channel newChannel() {
    NioSocketChannel channel = new NioSocketChannel();
    channel.config().setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
    return channel;
  }

  /** Knows every socket, be it of TCP or UDP: it is the first handler of each. */
  @Sharable
  private static final class Remembering extends Tally {
    private final Queue<Channel> channels;

    Remembering(Queue<Channel> channels) {
      this.channels = channels;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
      channels.add(context.channel());
    }
  }

  /** From now on none of the connections so far is read, or all of them are again. */
  public void read(boolean wanted) throws Exception {
    run(() -> channels.forEach(channel -> channel.config().setAutoRead(wanted)));
  }

  public Line line() {
    return line;
  }

  public Subscription subscribe(Transport transport, String room, Receiver receiver)
      throws Exception {
    return call(() -> transport.subscribe(line, room, receiver));
  }

  /** The same with a path in front of every path. */
  Subscription subscribe(Transport transport, String prefix, String room, Receiver receiver)
      throws Exception {
    Endpoint endpoint = new Endpoint(line.endpoint().host(), line.endpoint().port(), prefix);
    Line prefixed =
        new Line(
            line.loop(),
            line.channels(),
            endpoint,
            line.tally(),
            line.clock(),
            line.access(),
            line.compression());
    return call(() -> transport.subscribe(prefixed, room, receiver));
  }

  public Publisher open(Publishing publishing, String room, Consumer<String> complaints)
      throws Exception {
    CompletableFuture<Publisher> opening = call(() -> publishing.open(line, room, complaints));
    return opening.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Publishes the events of a range in one burst. */
  public void publish(Publisher publisher, int from, int to) throws Exception {
    run(
        () -> {
          for (int i = from; i < to; i++) {
            publisher.write(ByteBufUtil.writeAscii(ByteBufAllocator.DEFAULT, Events.text(i)));
          }
          publisher.flush();
        });
  }

  /** Runs something on the loop and waits for it. */
  public void run(Runnable task) throws Exception {
    call(
        () -> {
          task.run();
          return task;
        });
  }

  /** What something on the loop returns. */
  public <T> T call(Supplier<T> task) throws Exception {
    return line.loop().submit(task::get).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, PATIENCE_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
