package dev.pushmark.scenarios.transport.websocket;

import dev.pushmark.scenarios.transport.LastEventId;
import dev.pushmark.scenarios.transport.Line;
import dev.pushmark.scenarios.transport.Receiver;
import dev.pushmark.scenarios.transport.Subscription;
import dev.pushmark.scenarios.transport.Transport;
import dev.pushmark.scenarios.transport.wire.EventIds;
import dev.pushmark.scenarios.transport.wire.FrameReader;
import dev.pushmark.scenarios.transport.wire.GapText;
import dev.pushmark.scenarios.transport.wire.GuardedReceiver;
import dev.pushmark.scenarios.transport.wire.Http;
import dev.pushmark.scenarios.transport.wire.HttpText;
import dev.pushmark.scenarios.transport.wire.Reason;
import dev.pushmark.scenarios.transport.wire.WebSocketHandshake;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import org.jspecify.annotations.Nullable;

/** WebSocket (RFC 6455), over HTTP/1.1 or a stream of a later version (RFC 8441). */
public final class WebSocketTransport implements Transport {
  private static final byte[] GAP = HttpText.ascii("{\"gap\":{");

  private final Http http;

  /** WebSocket as browsers know it, over HTTP/1.1. */
  public WebSocketTransport() {
    this(Http.V1);
  }

  public WebSocketTransport(Http http) {
    this.http = http;
  }

  @Override
  public Subscription subscribe(Line line, String room, @Nullable String after, Receiver receiver) {
    Messages messages = new Messages(new GuardedReceiver(receiver));
    FrameReader frames = new FrameReader(messages);
    ChannelFuture connecting =
        http.connect(
            line,
            new WebSocketHandshake(
                line,
                http,
                "subscribing",
                HttpText.roomPath(room) + "/socket" + HttpText.after(after),
                frames,
                (channel, lastEventId) -> messages.opened(lastEventId),
                messages::closed));
    connecting.addListener(
        future -> {
          if (!future.isSuccess()) {
            messages.closed("cannot connect: " + Reason.of(future.cause()));
          }
        });
    return () -> {
      messages.receiver.silence();
      frames.sendClose();
      connecting.channel().close();
    };
  }

  @Override
  public void keepLastId(ByteBuf bytes, int from, int to, LastEventId last) {
    EventIds.lastOfObjects(bytes, from, to, last);
  }

  private record Messages(GuardedReceiver receiver) implements FrameReader.Listener {
    void opened(@Nullable String lastEventId) {
      if (lastEventId != null) {
        receiver.reached(lastEventId);
      }
      receiver.subscribed();
    }

    @Override
    public void message(ByteBuf bytes, int from, int to) {
      if (HttpText.matches(bytes, from, to, GAP)) {
        receiver.gap(GapText.missed(bytes, from, to));
      } else {
        receiver.received(bytes, from, to);
      }
    }

    @Override
    public void closed(String reason) {
      receiver.ended(reason);
    }
  }
}
