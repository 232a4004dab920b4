package dev.pushmark.scenarios.transport.sse;

import dev.pushmark.scenarios.transport.Line;
import dev.pushmark.scenarios.transport.Receiver;
import dev.pushmark.scenarios.transport.Subscription;
import dev.pushmark.scenarios.transport.Transport;
import dev.pushmark.scenarios.transport.wire.Connector;
import dev.pushmark.scenarios.transport.wire.GuardedReceiver;
import dev.pushmark.scenarios.transport.wire.Reason;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpResponseDecoder;
import org.jspecify.annotations.Nullable;

/** Server-Sent Events over HTTP/1.1 (HTML Living Standard, section 9.2). */
public final class SseTransport implements Transport {
  private static final int MAX_CHUNK_BYTES = 1 << 16;

  @Override
  public String name() {
    return "sse";
  }

  @Override
  public Subscription subscribe(Line line, String room, @Nullable String after, Receiver receiver) {
    GuardedReceiver guarded = new GuardedReceiver(receiver);
    ChannelFuture connecting =
        Connector.connect(
            line,
            new HttpResponseDecoder(new HttpDecoderConfig().setMaxChunkSize(MAX_CHUNK_BYTES)),
            Connector.decompressor(),
            new EventStreamHandler(line, room, after, guarded));
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
}
