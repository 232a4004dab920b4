package dev.pushmark.scenarios.transport.push;

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

/**
 * One request of HTTP/2, beside which each event is pushed (RFC 9113, section 8.4): on streams of
 * their own, which nothing keeps in order.
 */
public final class PushTransport implements Transport {
  @Override
  public Subscription subscribe(Line line, String room, @Nullable String after, Receiver receiver) {
    GuardedReceiver guarded = new GuardedReceiver(receiver);
    ChannelFuture connecting =
        Http.connectForPushes(
            line, new PushedAnswers(), new PushHandler(line, room, after, guarded));
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
    EventIds.lastOfObjects(bytes, from, to, last);
  }
}
