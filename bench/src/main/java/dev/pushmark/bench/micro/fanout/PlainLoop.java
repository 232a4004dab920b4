package dev.pushmark.bench.micro.fanout;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import java.util.List;

/** For each event, for each channel: a new frame, written and flushed. What one writes at first. */
final class PlainLoop implements Way {
  private final EventLoop loop;
  private final List<Channel> channels;
  private final List<String> events;

  PlainLoop(EventLoop loop, List<Channel> channels, List<String> events) {
    this.loop = loop;
    this.channels = channels;
    this.events = events;
  }

  @Override
  public String name() {
    return "plain loop";
  }

  @Override
  public void begin() {
    OnLoop.run(
        loop,
        () -> channels.forEach(c -> c.pipeline().addFirst(new WebSocket13FrameEncoder(false))));
  }

  @Override
  public void burst() {
    loop.execute(
        () -> {
          for (String event : events) {
            for (Channel channel : channels) {
              channel.writeAndFlush(new TextWebSocketFrame(event), channel.voidPromise());
            }
          }
        });
  }

  @Override
  public void end() {
    OnLoop.run(
        loop, () -> channels.forEach(c -> c.pipeline().remove(WebSocket13FrameEncoder.class)));
  }
}
