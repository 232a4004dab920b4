package dev.pushmark.server.wire;

import dev.pushmark.server.metrics.TransportMeters;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufHolder;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;

/** Counts the bytes that go in and out, next to the socket. Shared by an event loop's channels. */
@Sharable
final class TrafficCounter extends ChannelDuplexHandler {
  private final TransportMeters meters;

  TrafficCounter(TransportMeters meters) {
    this.meters = meters;
  }

  TransportMeters meters() {
    return meters;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    meters.receivedBytes.add(bytes(message));
    ctx.fireChannelRead(message);
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // whoever writes has the promise
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    meters.sentBytes.add(bytes(message));
    ctx.write(message, promise);
  }

  /** Of a piece of a stream, or of a datagram. */
  private static int bytes(Object message) {
    if (message instanceof ByteBuf bytes) {
      return bytes.readableBytes();
    }
    return message instanceof ByteBufHolder packet ? packet.content().readableBytes() : 0;
  }
}
