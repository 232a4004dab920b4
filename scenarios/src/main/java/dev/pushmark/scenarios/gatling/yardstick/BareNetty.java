package dev.pushmark.scenarios.gatling.yardstick;

import dev.pushmark.results.store.Json;
import dev.pushmark.scenarios.Clock;
import dev.pushmark.scenarios.gatling.RoundSpec;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A process that runs a round with as little between the socket and the histogram as Netty's own
 * WebSocket client allows: its handshaker, its frame decoder, and a handler that reads the stamp.
 * Nobody checks what was lost, doubled or out of date.
 */
public final class BareNetty {
  private static final int MAX_RESPONSE_BYTES = 65_536;
  private static final int MAX_FRAME_BYTES = 1 << 20;

  private final YardstickRound round;
  private final EventLoopGroup group;

  private BareNetty(YardstickRound round, EventLoopGroup group) {
    this.round = round;
    this.group = group;
  }

  /** Runs the round that the JSON file named by the argument describes ({@link RoundSpec}). */
  public static void main(String[] args) throws IOException {
    RoundSpec spec = Json.read(Path.of(args[0]), RoundSpec.class);
    YardstickRound round = new YardstickRound(spec, Clock.system(), System.out);
    EventLoopGroup group = Sockets.newGroup(spec.eventLoops(), "bare-netty");
    new BareNetty(round, group).subscribe();
    round.begin();
    round.over().join();
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    round.write();
    System.exit(0);
  }

  private void subscribe() {
    URI server = round.spec().url();
    for (int i = 0; i < round.spec().plan().workload().subscribers(); i++) {
      URI room =
          URI.create(
              "ws://%s/rooms/%s/socket".formatted(server.getRawAuthority(), round.roomOf(i)));
      new Bootstrap()
          .group(group)
          .channelFactory(Sockets.channels())
          .handler(new Pipeline(room))
          .connect(server.getHost(), server.getPort())
          .addListener(
              connected -> {
                if (!connected.isSuccess()) {
                  round.complain("cannot connect: " + connected.cause());
                }
              });
    }
  }

  private final class Pipeline extends ChannelInitializer<Channel> {
    private final URI room;

    Pipeline(URI room) {
      this.room = room;
    }

    @Override
    protected void initChannel(Channel channel) {
      channel
          .pipeline()
          .addLast(
              new HttpClientCodec(),
              new HttpObjectAggregator(MAX_RESPONSE_BYTES),
              new BareSubscriber(
                  round,
                  WebSocketClientHandshakerFactory.newHandshaker(
                      room,
                      WebSocketVersion.V13,
                      null,
                      false,
                      new DefaultHttpHeaders(),
                      MAX_FRAME_BYTES)));
    }
  }
}
