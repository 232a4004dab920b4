package dev.pushmark.server.webtransport;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pushmark.server.access.Grant;
import dev.pushmark.server.room.Batch;
import dev.pushmark.server.room.EventId;
import dev.pushmark.server.wire.Downlink;
import dev.pushmark.server.wire.LeftoverWrites;
import dev.pushmark.server.wire.LoopContext;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamType;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A session of WebTransport: the stream that asked for it, one that we have opened for the events,
 * and the connection's datagrams. Where events go by datagrams, the stream carries what does not
 * fit: events that are too large, gaps, and what a subscriber has to catch up with. A datagram that
 * finds no place on the way is lost in silence, as datagrams are.
 */
final class Session extends Downlink {
  private static final String TRANSPORT = "webtransport";

  /** A unidirectional stream of a session's (draft-ietf-webtrans-http3, section 4.2). */
  private static final int STREAM_TYPE = 0x54;

  /** The capsule that ends a session (draft-ietf-webtrans-http3, section 5). */
  private static final int CLOSE_SESSION = 0x2843;

  /** Fits the smallest packet that QUIC works with (RFC 9000, section 14), whatever frames it. */
  private static final int MAX_DATAGRAM_BYTES = 1140;

  /** More than these at once would not find a place in the connection's queue. */
  private static final int MOST_DATAGRAMS = 64;

  private final boolean datagrams;
  private @Nullable QuicStreamChannel events;

  Session(LoopContext loop, Grant grant, boolean datagrams, Duration heartbeat) {
    super(loop, TRANSPORT, grant, heartbeat);
    this.datagrams = datagrams;
  }

  private QuicStreamChannel requestStream() {
    return (QuicStreamChannel) context().channel();
  }

  private QuicChannel connection() {
    return requestStream().parent();
  }

  /** Opens the stream of events, which is done at once if the client allows one more. */
  void start(String room, EventId place) {
    Future<QuicStreamChannel> opening =
        connection().createStream(QuicStreamType.UNIDIRECTIONAL, new Events());
    opening.addListener(
        opened -> {
          if (!opening.isSuccess()) {
            writeAndDisconnect(close("the client allows no stream"));
            return;
          }
          events = opening.getNow();
          ByteBuf head = LoopContext.ALLOCATOR.directBuffer();
          VarInt.write(head, STREAM_TYPE);
          VarInt.write(head, (int) requestStream().streamId());
          write(head);
          follow(room, place, MessageForm.JSON);
        });
  }

  @Override
  public boolean isReady() {
    return events != null && events.isWritable();
  }

  @Override
  protected void send(ByteBuf encoded, Batch batch) {
    if (datagrams && batch.lostAfter() == null && batch.events().size() <= MOST_DATAGRAMS) {
      try {
        sendSingly(encoded);
      } finally {
        encoded.release();
      }
    } else {
      write(encoded);
    }
  }

  /** By the stream of events. */
  @SuppressWarnings("FutureReturnValueIgnored") // a failed void promise is an exceptionCaught
  private void write(ByteBuf messages) {
    if (events == null) {
      messages.release();
    } else {
      events.writeAndFlush(messages, events.voidPromise());
    }
  }

  /** Each message in a datagram of its own, unless it is too large. */
  @SuppressWarnings("FutureReturnValueIgnored") // a datagram may be lost
  private void sendSingly(ByteBuf messages) {
    QuicChannel connection = connection();
    int quarterStreamId = (int) (requestStream().streamId() / 4);
    while (messages.isReadable()) {
      int start = messages.readerIndex();
      int length = VarInt.read(messages);
      if (length <= MAX_DATAGRAM_BYTES) {
        ByteBuf datagram =
            LoopContext.ALLOCATOR.directBuffer(MessageForm.MAX_LENGTH_BYTES + length);
        VarInt.write(datagram, quarterStreamId); // RFC 9297, section 2.1
        connection.write(datagram.writeBytes(messages, length));
      } else {
        messages.skipBytes(length);
        write(messages.retainedSlice(start, messages.readerIndex() - start));
      }
    }
    connection.flush();
  }

  /** A message of no bytes. */
  @Override
  protected void sendHeartbeat() {
    write(Unpooled.directBuffer(1).writeByte(0));
  }

  /** The stream of events ends with what has been written; then the session does. */
  @Override
  protected void sendEnd(End why) {
    ByteBuf close = close(reason(why));
    if (events == null) {
      writeAndDisconnect(close);
    } else {
      events
          .writeAndFlush(Unpooled.EMPTY_BUFFER)
          .addListener(QuicStreamChannel.SHUTDOWN_OUTPUT)
          .addListener(written -> writeAndDisconnect(close));
    }
  }

  private static String reason(End why) {
    return switch (why) {
      case TOKEN_EXPIRED -> "the token has expired";
      case TOO_SLOW -> "events are read too slowly";
      case DEADLINE_EXCEEDED -> "the time is over";
      case SHUTDOWN -> "the server shuts down";
    };
  }

  private static ByteBuf close(String reason) {
    byte[] text = reason.getBytes(UTF_8);
    ByteBuf capsule = LoopContext.ALLOCATOR.directBuffer();
    VarInt.write(capsule, CLOSE_SESSION);
    VarInt.write(capsule, Integer.BYTES + text.length);
    return capsule.writeInt(0).writeBytes(text);
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // the stream is over either way
  protected void onGone() {
    super.onGone();
    if (events != null) {
      events.close();
    }
  }

  /** The stream of events, on the same event loop. */
  private final class Events extends ChannelInboundHandlerAdapter {
    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
      ctx.pipeline().addFirst(LeftoverWrites.INSTANCE);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
      resume();
    }

    /** The client wants no more of it. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      disconnect();
    }
  }
}
