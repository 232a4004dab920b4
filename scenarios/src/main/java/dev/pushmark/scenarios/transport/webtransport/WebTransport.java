package dev.pushmark.scenarios.transport.webtransport;

import dev.pushmark.scenarios.transport.LastEventId;
import dev.pushmark.scenarios.transport.Line;
import dev.pushmark.scenarios.transport.Receiver;
import dev.pushmark.scenarios.transport.Subscription;
import dev.pushmark.scenarios.transport.Transport;
import dev.pushmark.scenarios.transport.wire.EventIds;
import dev.pushmark.scenarios.transport.wire.GuardedReceiver;
import dev.pushmark.scenarios.transport.wire.Http;
import dev.pushmark.scenarios.transport.wire.HttpText;
import dev.pushmark.scenarios.transport.wire.Reason;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import org.jspecify.annotations.Nullable;

/** WebTransport over HTTP/3 (draft-ietf-webtrans-http3). */
public final class WebTransport implements Transport {
  /** How events come. */
  public enum Mode {
    /** By one stream, in order. */
    STREAM,
    /** Each by a datagram of its own, as far as it fits: it may be lost or overtaken. */
    DATAGRAMS
  }

  private final Mode mode;

  public WebTransport(Mode mode) {
    this.mode = mode;
  }

  @Override
  public Subscription subscribe(Line line, String room, @Nullable String after, Receiver receiver) {
    GuardedReceiver guarded = new GuardedReceiver(receiver);
    ChannelFuture connecting =
        Http.V3.connect(line, new Session(line, target(room, after), guarded));
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

  private String target(String room, @Nullable String after) {
    String query = HttpText.after(after);
    if (mode == Mode.DATAGRAMS) {
      query += (query.isEmpty() ? "?" : "&") + "datagrams=1";
    }
    return HttpText.roomPath(room) + "/webtransport" + query;
  }
}
