package dev.pushmark.scenarios.transport;

import dev.pushmark.results.model.Traffic;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;

/**
 * Counts what the connections of one event loop carry: the first handler of each of them. Used on
 * that event loop only.
 */
@Sharable
public final class Tally extends ChannelDuplexHandler {
  private long sentBytes;
  private long receivedBytes;
  private long requests;
  private long emptyPolls;
  private long missedPolls;

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    receivedBytes += ((ByteBuf) message).readableBytes();
    context.fireChannelRead(message);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    sentBytes += ((ByteBuf) message).readableBytes();
    context.write(message, promise);
  }

  /** An HTTP request was sent. */
  public void request() {
    requests++;
  }

  /** An answer brought no event. */
  public void emptyPoll() {
    emptyPolls++;
  }

  /** A poll was due while the answer to the last one was still awaited. */
  public void missedPoll() {
    missedPolls++;
  }

  /** The counts so far. */
  public Traffic traffic() {
    return new Traffic(sentBytes, receivedBytes, requests, emptyPolls, missedPolls);
  }
}
