package dev.pushmark.bench.micro.fanout;

import dev.pushmark.scenarios.transport.Publisher;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoop;
import java.util.List;

/**
 * The reference server's own way, from the publisher's socket on: it reads the burst, checks and
 * keeps the events, gives them ids and fans them out. All of that counts.
 */
final class Pushmark implements Way {
  private final EventLoop loop;
  private final Publisher publisher;
  private final List<String> events;

  Pushmark(EventLoop loop, Publisher publisher, List<String> events) {
    this.loop = loop;
    this.publisher = publisher;
    this.events = events;
  }

  @Override
  public String name() {
    return "pushmark";
  }

  @Override
  public void burst() {
    loop.execute(
        () -> {
          for (String event : events) {
            publisher.write(bytes(event));
          }
          publisher.flush();
        });
  }

  /** Closes the publisher's connection. */
  void close() {
    OnLoop.run(loop, publisher::close);
  }

  private static ByteBuf bytes(String event) {
    return ByteBufUtil.writeAscii(PooledByteBufAllocator.DEFAULT, event);
  }
}
