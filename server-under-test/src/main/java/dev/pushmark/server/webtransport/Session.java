package dev.pushmark.server.webtransport;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pushmark.server.access.Grant;
import dev.pushmark.server.room.Batch;
import dev.pushmark.server.room.EventId;
import dev.pushmark.server.wire.Connection;
import dev.pushmark.server.wire.Follower;
import dev.pushmark.server.wire.LoopContext;
import dev.pushmark.server.wire.Sink;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamType;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session of WebTransport: the stream that asked for it, one that we have opened for the events,
 * and the connection's datagrams. Where events go by datagrams, the stream carries what does not
 * fit: events that are too large, gaps, and what a subscriber has to catch up with. A datagram that
 * finds no place on the way is lost in silence, as datagrams are.
 */
final class Session extends Connection implements Sink {
  private static final Logger LOG = LoggerFactory.getLogger(Session.class);
  private static final String TRANSPORT = "webtransport";
  private static final long LINGER_NS = Duration.ofSeconds(2).toNanos();

  /** A unidirectional stream of a session's (draft-ietf-webtrans-http3, section 4.2). */
  private static final int STREAM_TYPE = 0x54;

  /** The capsule that ends a session (draft-ietf-webtrans-http3, section 5). */
  private static final int CLOSE_SESSION = 0x2843;

  /** Fits the smallest packet that QUIC works with (RFC 9000, section 14), whatever frames it. */
  private static final int MAX_DATAGRAM_BYTES = 1140;

  /** More than these at once would not find a place in the connection's queue. */
  private static final int MOST_DATAGRAMS = 64;

  private final boolean datagrams;
  private final long heartbeatNs;
  private @Nullable QuicStreamChannel events;
  private @Nullable Follower follower;
  private long lastWriteNs;
  private boolean ended;

  Session(LoopContext loop, Grant grant, boolean datagrams, long heartbeatNs) {
    super(loop, TRANSPORT);
    expireWith(grant);
    this.datagrams = datagrams;
    this.heartbeatNs = heartbeatNs;
    this.lastWriteNs = loop.nanoTime();
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
            end("the client allows no stream");
          } else if (!ended) {
            events = opening.getNow();
            ByteBuf head = LoopContext.ALLOCATOR.directBuffer();
            VarInt.write(head, STREAM_TYPE);
            VarInt.write(head, (int) requestStream().streamId());
            events.writeAndFlush(head, events.voidPromise());
            follower = loop().follow(room, place, MessageForm.JSON, this);
          }
        });
  }

  @Override
  public boolean isReady() {
    return events != null && events.isWritable();
  }

  @Override
  public void deliver(ByteBuf encoded, Batch batch) {
    if (hasExpired(loop().tickNs())) {
      encoded.release();
      end("the token has expired");
      return;
    }
    lastWriteNs = loop().tickNs();
    if (datagrams && batch.lostAfter() == null && batch.events().size() <= MOST_DATAGRAMS) {
      try {
        sendSingly(encoded);
      } finally {
        encoded.release();
      }
    } else {
      send(encoded);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // a failed void promise is an exceptionCaught
  private void send(ByteBuf messages) {
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
        send(messages.retainedSlice(start, messages.readerIndex() - start));
      }
    }
    connection.flush();
  }

  /** What was missed is told when the client comes back with its last id. */
  @Override
  public void tooSlow() {
    end("too slow");
  }

  /** Capsules of the client's, which has nothing to say here but that it goes. */
  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ReferenceCountUtil.release(message);
  }

  @Override
  protected void sweep(long nowNs) {
    if (ended) {
      if (nowNs - lastWriteNs > LINGER_NS) {
        disconnect();
      }
    } else if (hasStalled(nowNs, isReady())) {
      disconnect();
    } else if (hasExpired(nowNs)) {
      end("the token has expired");
    } else if (nowNs - lastWriteNs >= heartbeatNs && isReady()) {
      send(Unpooled.directBuffer(1).writeByte(0)); // a message of no bytes
      lastWriteNs = nowNs;
    }
  }

  @Override
  protected void drain() {
    end("the server shuts down");
  }

  /** The stream of events ends with what has been written; then the session does. */
  private void end(String reason) {
    if (ended) {
      return;
    }
    ended = true;
    lastWriteNs = loop().nanoTime();
    leave();
    if (events == null) {
      writeAndDisconnect(close(reason));
    } else {
      events
          .writeAndFlush(Unpooled.EMPTY_BUFFER)
          .addListener(QuicStreamChannel.SHUTDOWN_OUTPUT)
          .addListener(written -> writeAndDisconnect(close(reason)));
    }
  }

  private void leave() {
    if (follower != null) {
      follower.leave();
    }
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
    leave();
    if (events != null) {
      events.close();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (!(cause instanceof IOException)) {
      LOG.error("a session of WebTransport could not be served", cause);
    }
    disconnect();
  }

  /** The one handler of the stream of events, on the same event loop. */
  private final class Events extends ChannelInboundHandlerAdapter {
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
      if (follower != null && isReady()) {
        follower.resume();
      }
    }

    /** The client wants no more of it. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      disconnect();
    }
  }
}
