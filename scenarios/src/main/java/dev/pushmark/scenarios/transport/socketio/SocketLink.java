package dev.pushmark.scenarios.transport.socketio;

import dev.pushmark.scenarios.transport.Line;
import dev.pushmark.scenarios.transport.wire.FrameReader;
import dev.pushmark.scenarios.transport.wire.Frames;
import dev.pushmark.scenarios.transport.wire.Http;
import dev.pushmark.scenarios.transport.wire.Reason;
import dev.pushmark.scenarios.transport.wire.WebSocketHandshake;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import org.jspecify.annotations.Nullable;

/** A WebSocket that carries a session, or may come to. */
final class SocketLink {
  private final Frames frames = new Frames();
  private final Line line;
  private final FrameReader reader;
  private final FrameReader.Listener listener;
  private final Runnable opened;
  private @Nullable Channel channel;

  /**
   * Not connected yet.
   *
   * @param opened is told when packets can be sent
   */
  SocketLink(Line line, FrameReader.Listener listener, Runnable opened) {
    this.line = line;
    this.listener = listener;
    this.reader = new FrameReader(listener);
    this.opened = opened;
  }

  /**
   * Connects.
   *
   * @param parameters of the query, behind the transport
   */
  void open(String parameters) {
    ChannelFuture connecting =
        Http.V1.connect(
            line,
            new WebSocketHandshake(
                line,
                Http.V1,
                "subscribing",
                Polls.PATH + "websocket" + parameters,
                reader,
                (open, lastEventId) -> opened.run(),
                listener::closed));
    channel = connecting.channel();
    connecting.addListener(
        future -> {
          if (!future.isSuccess()) {
            listener.closed("cannot connect: " + Reason.of(future.cause()));
          }
        });
  }

  void send(String packet) {
    Channel open = channel;
    if (open != null) {
      ByteBuf payload = ByteBufUtil.writeUtf8(open.alloc(), packet);
      ByteBuf header = open.alloc().ioBuffer(Frames.MAX_HEADER_BYTES);
      frames.writeHeader(header, Frames.TEXT, payload);
      open.write(header, open.voidPromise());
      open.writeAndFlush(payload, open.voidPromise());
    }
  }

  void close() {
    reader.sendClose();
    if (channel != null) {
      channel.close();
    }
  }
}
