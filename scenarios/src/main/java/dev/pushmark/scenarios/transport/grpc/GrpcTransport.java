package dev.pushmark.scenarios.transport.grpc;

import dev.pushmark.scenarios.transport.LastEventId;
import dev.pushmark.scenarios.transport.Line;
import dev.pushmark.scenarios.transport.Receiver;
import dev.pushmark.scenarios.transport.Subscription;
import dev.pushmark.scenarios.transport.Transport;
import dev.pushmark.scenarios.transport.wire.GuardedReceiver;
import dev.pushmark.scenarios.transport.wire.Http;
import dev.pushmark.scenarios.transport.wire.Reason;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import org.jspecify.annotations.Nullable;

/**
 * The server-streaming call {@code pushmark.Rooms/Subscribe} (gRPC over HTTP/2,
 * github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md).
 */
public final class GrpcTransport implements Transport {
  @Override
  public Subscription subscribe(Line line, String room, @Nullable String after, Receiver receiver) {
    GuardedReceiver guarded = new GuardedReceiver(receiver);
    ChannelFuture connecting = Http.V2.connect(line, new CallHandler(line, room, after, guarded));
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
    Deliveries.keepLastId(bytes, from, to, last);
  }
}
