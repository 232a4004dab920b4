package dev.pushmark.scenarios.transport.webtransport;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pushmark.scenarios.transport.Line;
import dev.pushmark.scenarios.transport.wire.FromServer;
import dev.pushmark.scenarios.transport.wire.GapText;
import dev.pushmark.scenarios.transport.wire.GuardedReceiver;
import dev.pushmark.scenarios.transport.wire.HttpText;
import dev.pushmark.scenarios.transport.wire.Reason;
import dev.pushmark.scenarios.transport.wire.Request;
import dev.pushmark.scenarios.transport.wire.VarInt;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/** Asks for a session and hands on what comes by its stream and its datagrams. */
final class Session extends ChannelInboundHandlerAdapter {
  private static final byte[] GAP = HttpText.ascii("{\"gap\":{");

  /** The capsule that ends a session (draft-ietf-webtrans-http3, section 5). */
  private static final long CLOSE_SESSION = 0x2843;

  private static final int MOST_EARLY = 1024;

  private final Line line;
  private final String target;
  private final GuardedReceiver receiver;
  private final MessageCutter cutter = new MessageCutter(this::message);
  private final Queue<FromServer> early = new ArrayDeque<>(0);
  private boolean answered;

  /** The stream of events has begun and has not ended. */
  private boolean streaming;

  /** The session has ended; what is still to come is the rest of the stream. */
  private boolean over;

  private String reason = "the server ended the session";

  Session(Line line, String target, GuardedReceiver receiver) {
    this.line = line;
    this.target = target;
    this.receiver = receiver;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    line.tally().request();
    List<String> headers =
        List.of(":protocol", "webtransport", "Sec-WebTransport-HTTP3-Draft02", "1");
    Request request = new Request(HttpMethod.CONNECT.name(), target, headers);
    context.writeAndFlush(request, context.voidPromise());
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof FromServer early && !answered) {
      keep(early);
      return;
    }
    try {
      if (receiver.isSilent()) {
        return;
      }
      if (message instanceof HttpResponse response) {
        answered(context, response);
      } else if (message instanceof FromServer bytes) {
        came(context, bytes);
      } else if (message instanceof HttpContent capsule) {
        told(capsule.content());
        over |= message instanceof LastHttpContent;
      }
      if (over && !streaming) {
        receiver.ended(reason);
        context.close();
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  /** The session's stream and its datagrams may overtake the answer. */
  private void keep(FromServer message) {
    if (early.size() < MOST_EARLY) {
      early.add(message);
    } else {
      message.release();
    }
  }

  private void answered(ChannelHandlerContext context, HttpResponse response) {
    if (HttpText.isStatus(response, HttpResponseStatus.OK)) {
      answered = true;
      String place = response.headers().get(HttpText.LAST_EVENT_ID);
      if (place != null) {
        receiver.reached(place);
      }
      receiver.subscribed();
      while (!early.isEmpty()) {
        channelRead(context, early.remove());
      }
    } else {
      line.access().check("subscribing", response);
      receiver.ended("the session was answered with " + Reason.of(response));
      context.close();
    }
  }

  private void came(ChannelHandlerContext context, FromServer message) {
    ByteBuf bytes = message.content();
    switch (message.way()) {
      case DATAGRAM -> message(bytes, bytes.readerIndex(), bytes.writerIndex());
      case STREAM -> {
        streaming = true;
        cutter.add(context.alloc(), bytes);
      }
      case STREAM_END -> streaming = false;
    }
  }

  private void message(ByteBuf bytes, int from, int to) {
    if (HttpText.matches(bytes, from, to, GAP)) {
      receiver.gap(GapText.missed(bytes, from, to));
    } else {
      receiver.received(bytes, from, to);
    }
  }

  /** The server ends a session with one capsule, of which it sends all at once. */
  private void told(ByteBuf capsule) {
    if (VarInt.read(capsule) == CLOSE_SESSION) {
      long length = VarInt.read(capsule);
      if (length > Integer.BYTES && length <= capsule.readableBytes()) {
        String text = capsule.skipBytes(Integer.BYTES).toString(UTF_8);
        reason = "the server ended the session: " + Reason.oneLine(text);
      }
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    receiver.ended("the connection was closed");
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    cutter.release();
    early.forEach(FromServer::release);
    early.clear();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    receiver.ended("the connection failed: " + Reason.of(cause));
    context.close();
  }
}
