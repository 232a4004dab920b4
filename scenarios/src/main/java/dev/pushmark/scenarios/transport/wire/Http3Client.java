package dev.pushmark.scenarios.transport.wire;

import dev.pushmark.scenarios.transport.Line;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http3.DefaultHttp3DataFrame;
import io.netty.handler.codec.http3.DefaultHttp3Headers;
import io.netty.handler.codec.http3.DefaultHttp3HeadersFrame;
import io.netty.handler.codec.http3.DefaultHttp3SettingsFrame;
import io.netty.handler.codec.http3.Http3;
import io.netty.handler.codec.http3.Http3ClientConnectionHandler;
import io.netty.handler.codec.http3.Http3DataFrame;
import io.netty.handler.codec.http3.Http3Headers;
import io.netty.handler.codec.http3.Http3HeadersFrame;
import io.netty.handler.codec.http3.Http3Settings;
import io.netty.handler.codec.http3.Http3SettingsFrame;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one client over one connection of HTTP/3, each on a stream of its own: behind
 * this, it looks as if it were HTTP/1.1. Answers to requests under way at the same time come mixed.
 */
final class Http3Client extends ChannelDuplexHandler {
  /** A unidirectional stream of WebTransport's (draft-ietf-webtrans-http3, section 4.2). */
  private static final long WEB_TRANSPORT_STREAM = 0x54;

  private final Line line;
  private @Nullable QuicStreamChannel latest;
  private boolean bare;

  Http3Client(Line line) {
    this.line = line;
  }

  /** What stands before this in the pipeline of a connection. */
  static ChannelHandler connectionHandler() {
    Http3SettingsFrame settings =
        new DefaultHttp3SettingsFrame(
            new Http3Settings((id, value) -> true).enableH3Datagram(true));
    return new Http3ClientConnectionHandler(
        null,
        null,
        type -> type == WEB_TRANSPORT_STREAM ? new ServerStream() : new Ignored(),
        settings,
        true,
        (id, value) -> true);
  }

  /** New streams, which have their own handlers, and datagrams. */
  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof QuicStreamChannel stream) {
      context.channel().eventLoop().register(stream);
    } else {
      ByteBuf datagram = (ByteBuf) message;
      VarInt.read(datagram); // which request it belongs to (RFC 9297, section 2.1): our only one
      context.fireChannelRead(new FromServer(FromServer.Way.DATAGRAM, datagram));
    }
  }

  /** A stream that the server has opened for a session: behind the session's id, what it says. */
  private static final class ServerStream extends ByteToMessageDecoder {
    private boolean begun;

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
      if (!begun) {
        begun = VarInt.read(in) != VarInt.PARTIAL;
      }
      if (begun && in.isReadable()) {
        tell(context, FromServer.Way.STREAM, in.readRetainedSlice(in.readableBytes()));
      }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof ChannelInputShutdownEvent) {
        tell(context, FromServer.Way.STREAM_END, Unpooled.EMPTY_BUFFER);
      }
      context.fireUserEventTriggered(event);
    }

    private static void tell(ChannelHandlerContext stream, FromServer.Way way, ByteBuf bytes) {
      ChannelPipeline connection = stream.channel().parent().pipeline();
      connection.context(Http3Client.class).fireChannelRead(new FromServer(way, bytes));
    }
  }

  /** A stream of a kind that nobody knows (RFC 9114, section 6.2). */
  private static final class Ignored extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ReferenceCountUtil.release(message);
    }
  }

  /** From now on the latest stream carries bytes both ways. */
  void bare() {
    bare = true;
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // whoever writes has the promise
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (message instanceof Request request) {
      begin(context, request, promise);
    } else if (message instanceof ByteBuf bytes && latest != null) {
      // Netty's codec takes frames for buffers that begin at 0 (FixedCompositeByteBuf).
      latest.write(new DefaultHttp3DataFrame(bytes.slice()), onStream(latest, promise));
    } else {
      context.write(message, promise);
    }
  }

  /** Streams are opened at once, as long as the server allows more. */
  @SuppressWarnings("FutureReturnValueIgnored") // failures are told to the handlers behind
  private void begin(ChannelHandlerContext context, Request request, ChannelPromise promise) {
    Future<QuicStreamChannel> opening =
        Http3.newRequestStream((QuicChannel) context.channel(), new Answer(context));
    opening.addListener(
        opened -> {
          if (!opening.isSuccess()) {
            promise.tryFailure(opening.cause());
            context.fireExceptionCaught(opening.cause());
            return;
          }
          QuicStreamChannel stream = opening.getNow();
          latest = stream;
          Http3Headers fields = new DefaultHttp3Headers();
          HeaderFields.write(request, line, "https", fields);
          ChannelPromise written = onStream(stream, promise).unvoid();
          if (!request.method().equals(HttpMethod.CONNECT.name())) {
            written.addListener(QuicStreamChannel.SHUTDOWN_OUTPUT);
          }
          stream.write(new DefaultHttp3HeadersFrame(fields), written);
        });
  }

  /** A promise on the stream's channel that keeps one on the connection's. */
  private static ChannelPromise onStream(Channel stream, ChannelPromise promise) {
    if (promise.isVoid()) {
      return stream.newPromise();
    }
    ChannelPromise written = stream.newPromise();
    written.addListener(
        done -> {
          if (done.isSuccess()) {
            promise.trySuccess();
          } else {
            promise.tryFailure(done.cause());
          }
        });
    return written;
  }

  /** What comes on one stream, handed on as if it came on the connection. */
  private final class Answer extends ChannelInboundHandlerAdapter {
    private final ChannelHandlerContext connection;
    private boolean whole;

    Answer(ChannelHandlerContext connection) {
      this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof Http3HeadersFrame frame) {
        HttpResponse answer = HeaderFields.answer(frame.headers());
        if (answer != null) {
          connection.fireChannelRead(answer);
        }
      } else if (message instanceof Http3DataFrame frame) {
        ByteBuf bytes = frame.content();
        connection.fireChannelRead(bare ? bytes : new DefaultHttpContent(bytes));
      } else {
        ReferenceCountUtil.release(message);
      }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      connection.fireChannelReadComplete();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof ChannelInputShutdownEvent) {
        end();
      }
    }

    private void end() {
      if (whole) {
        return;
      }
      whole = true;
      if (bare) {
        connection.close();
      } else {
        connection.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      connection.fireExceptionCaught(cause);
    }
  }
}
