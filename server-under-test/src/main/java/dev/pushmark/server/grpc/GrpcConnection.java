package dev.pushmark.server.grpc;

import dev.pushmark.server.access.Grant;
import dev.pushmark.server.room.Batch;
import dev.pushmark.server.room.EventId;
import dev.pushmark.server.wire.Downlink;
import dev.pushmark.server.wire.LoopContext;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.DefaultHttp2PingFrame;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

/** A stream of HTTP/2 that carries the answer to one call. */
final class GrpcConnection extends Downlink {
  private static final String TRANSPORT = "grpc";

  private @Nullable ScheduledFuture<?> deadline;

  GrpcConnection(LoopContext loop, Grant grant, Duration heartbeat) {
    super(loop, TRANSPORT, grant, heartbeat);
  }

  void start(String room, EventId place, @Nullable Duration timeout) {
    if (timeout != null) {
      deadline = loop().schedule(() -> end(End.DEADLINE_EXCEEDED), timeout);
    }
    writeAndFlush(DeliveryForm.PROTOBUF.preamble(place, LoopContext.ALLOCATOR));
    follow(room, place, DeliveryForm.PROTOBUF);
  }

  @Override
  protected void send(ByteBuf encoded, Batch batch) {
    writeAndFlush(encoded);
  }

  /** gRPC has no signs of life of its own, but those of the connection under it. */
  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // the stream hears of it when the connection fails
  protected void sendHeartbeat() {
    context().channel().parent().writeAndFlush(new DefaultHttp2PingFrame(0));
  }

  @Override
  protected void sendEnd(End why) {
    LastHttpContent last = new DefaultLastHttpContent();
    switch (why) {
      case TOKEN_EXPIRED ->
          Status.UNAUTHENTICATED.write(last.trailingHeaders(), "the token has expired");
      case TOO_SLOW ->
          Status.RESOURCE_EXHAUSTED.write(last.trailingHeaders(), "events are read too slowly");
      case DEADLINE_EXCEEDED ->
          Status.DEADLINE_EXCEEDED.write(last.trailingHeaders(), "the call's time is over");
      case SHUTDOWN -> Status.UNAVAILABLE.write(last.trailingHeaders(), "the server shuts down");
    }
    writeAndFlush(last);
  }

  @Override
  protected void stop() {
    super.stop();
    if (deadline != null) {
      deadline.cancel(false);
    }
  }
}
