package dev.pushmark.bench.micro.fanout;

import dev.pushmark.server.wire.WebSocketFrames;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.List;

/**
 * The best way known: the frames of the whole burst in one buffer, which every channel is given to
 * write and flush. It keeps no log, gives no ids and looks at no water mark.
 */
final class OneBuffer implements Way {
  private final EventLoop loop;
  private final List<Channel> channels;
  private final List<String> events;

  OneBuffer(EventLoop loop, List<Channel> channels, List<String> events) {
    this.loop = loop;
    this.channels = channels;
    this.events = events;
  }

  @Override
  public String name() {
    return "one buffer";
  }

  @Override
  public void burst() {
    loop.execute(
        () -> {
          ByteBuf frames = frames();
          for (Channel channel : channels) {
            channel.writeAndFlush(frames.retainedDuplicate(), channel.voidPromise());
          }
          frames.release();
        });
  }

  private ByteBuf frames() {
    ByteBuf frames = PooledByteBufAllocator.DEFAULT.directBuffer();
    for (String event : events) {
      WebSocketFrames.writeTextHeader(frames, event.length());
      ByteBufUtil.writeAscii(frames, event);
    }
    return frames;
  }
}
