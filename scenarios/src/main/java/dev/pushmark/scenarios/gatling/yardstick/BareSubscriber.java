package dev.pushmark.scenarios.gatling.yardstick;

import dev.pushmark.scenarios.Clock;
import dev.pushmark.scenarios.stamp.StampReader;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;

/** One subscriber of {@link BareNetty}. */
final class BareSubscriber extends SimpleChannelInboundHandler<Object> {
  private final YardstickRound round;
  private final Clock clock;
  private final WebSocketClientHandshaker handshaker;
  private final StampReader stamp = new StampReader();
  private final Tally tally;

  /** A subscriber that has not connected yet; made on its event loop. */
  BareSubscriber(YardstickRound round, WebSocketClientHandshaker handshaker) {
    this.round = round;
    this.clock = round.clock();
    this.handshaker = handshaker;
    this.tally = round.tallies().own();
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    handshaker.handshake(context.channel());
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, Object message) {
    if (message instanceof TextWebSocketFrame frame) {
      long nowNs = clock.nanoTime();
      ByteBuf text = frame.content();
      if (stamp.next(text, text.readerIndex(), text.writerIndex()) >= 0 && stamp.intact()) {
        tally.arrived(stamp.intendedSendTimeNs(), nowNs);
      }
    } else if (message instanceof FullHttpResponse response) {
      handshaker.finishHandshake(context.channel(), response);
      round.subscribed();
    } else if (message instanceof PingWebSocketFrame ping) {
      context.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
    } else if (message instanceof CloseWebSocketFrame close) {
      round.complain("the server closed with code " + close.statusCode());
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    round.complain("a subscriber's connection was closed");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    round.complain("a subscriber's connection failed: " + cause);
    context.close();
  }
}
