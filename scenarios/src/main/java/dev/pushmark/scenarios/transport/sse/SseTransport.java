package dev.pushmark.scenarios.transport.sse;

import dev.pushmark.scenarios.transport.LastEventId;
import dev.pushmark.scenarios.transport.Line;
import dev.pushmark.scenarios.transport.Receiver;
import dev.pushmark.scenarios.transport.Subscription;
import dev.pushmark.scenarios.transport.Transport;
import dev.pushmark.scenarios.transport.wire.EventIds;
import dev.pushmark.scenarios.transport.wire.GuardedReceiver;
import dev.pushmark.scenarios.transport.wire.Http;
import dev.pushmark.scenarios.transport.wire.Reason;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import org.jspecify.annotations.Nullable;

/** Server-Sent Events (HTML Living Standard, section 9.2). */
public final class SseTransport implements Transport {
  private final Http http;

  public SseTransport(Http http) {
    this.http = http;
  }

  @Override
  public Subscription subscribe(Line line, String room, @Nullable String after, Receiver receiver) {
    GuardedReceiver guarded = new GuardedReceiver(receiver);
    ChannelFuture connecting =
        http.connect(line, Http.decompressor(), new EventStreamHandler(line, room, after, guarded));
    connecting.addListener(
        future -> {
          if (!future.isSuccess()) {
            guarded.ended("cannot connect: " + Reason.of(future.cause()));
          }
        });
    return () -> {
      guarded.silence();
      connecting.channel().close();
    };
  }

  @Override
  public void keepLastId(ByteBuf bytes, int from, int to, LastEventId last) {
    EventIds.lastOfLines(bytes, from, to, last);
  }
}
