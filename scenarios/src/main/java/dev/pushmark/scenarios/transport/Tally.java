package dev.pushmark.scenarios.transport;

import dev.pushmark.results.model.Traffic;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufHolder;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;

/**
 * Counts what the connections of one event loop carry: the first handler of each of them. Used on
 * that event loop only.
 */
@Sharable
public class Tally extends ChannelDuplexHandler {
  private long sentBytes;
  private long receivedBytes;
  private long requests;
  private long emptyPolls;
  private long missedPolls;

  @Override
  public final void channelRead(ChannelHandlerContext context, Object message) {
    receivedBytes += bytes(message);
    context.fireChannelRead(message);
  }

  @Override
  public final void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    sentBytes += bytes(message);
    context.write(message, promise);
  }

  /** Of a piece of a stream, or of a datagram. */
  private static int bytes(Object message) {
    return message instanceof ByteBufHolder packet
        ? packet.content().readableBytes()
        : ((ByteBuf) message).readableBytes();
  }

  /** An HTTP request was sent. */
  public final void request() {
    requests++;
  }

  /** An answer brought no event. */
  public final void emptyPoll() {
    emptyPolls++;
  }

  /** A poll was due while the answer to the last one was still awaited. */
  public final void missedPoll() {
    missedPolls++;
  }

  /** The counts so far. */
  public final Traffic traffic() {
    return new Traffic(sentBytes, receivedBytes, requests, emptyPolls, missedPolls);
  }
}
