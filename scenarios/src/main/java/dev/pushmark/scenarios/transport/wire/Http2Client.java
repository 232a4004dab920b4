package dev.pushmark.scenarios.transport.wire;

import dev.pushmark.scenarios.transport.Line;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2ChannelDuplexHandler;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2FrameStreamException;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2PushPromiseFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamFrame;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one client over one connection of HTTP/2, each on a stream of its own: behind
 * this, it looks as if it were HTTP/1.1. Answers to requests under way at the same time come mixed.
 */
final class Http2Client extends Http2ChannelDuplexHandler {
  /** What the server may send ahead: with the default of 64 KiB, round trips would be measured. */
  private static final int WINDOW_BYTES = 1 << 20;

  /** What is pushed in one go: Netty would allow 100, and tell nobody. */
  private static final int MAX_PUSHED_AT_ONCE = 1_000;

  /** The alert with which TLS ends (RFC 7301, section 3.2), whatever library tells of it. */
  private static final String NOT_AGREED = "no_application_protocol";

  private static final String OTHER_VERSION = "the server did not agree to HTTP/2";

  private final Line line;
  private @Nullable Http2FrameStream latest;

  /** The last one whose answer has begun. */
  private @Nullable Http2FrameStream begun;

  /** The last one whose answer is whole: if it is given up then, nothing is missing. */
  private @Nullable Http2FrameStream answered;

  private boolean bare;

  /** The bytes that are written next are the latest request's body. */
  private boolean bodyFollows;

  Http2Client(Line line) {
    this.line = line;
  }

  /**
   * The frames under this.
   *
   * @param pushes whether the server may push: this hands on what it does as frames
   */
  static Http2FrameCodec codec(boolean pushes) {
    Http2Settings settings =
        Http2Settings.defaultSettings().pushEnabled(pushes).initialWindowSize(WINDOW_BYTES);
    if (pushes) {
      settings.maxConcurrentStreams(MAX_PUSHED_AT_ONCE);
    }
    return Http2FrameCodecBuilder.forClient().initialSettings(settings).build();
  }

  /** The codec has sent its preface. */
  @Override
  public void channelActive(ChannelHandlerContext context) {
    widen(context.pipeline().get(Http2FrameCodec.class).connection());
    context.fireChannelActive();
  }

  /** As wide for the connection as for each of its streams. */
  private static void widen(Http2Connection connection) {
    try {
      connection
          .local()
          .flowController()
          .incrementWindowSize(connection.connectionStream(), WINDOW_BYTES);
    } catch (Http2Exception e) {
      throw new IllegalStateException("a window of 1 MiB is allowed", e);
    }
  }

  /** A server that does not agree to HTTP/2 would take the preface for nonsense. */
  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof SslHandshakeCompletionEvent done && done.isSuccess()) {
      String agreed = context.pipeline().get(SslHandler.class).applicationProtocol();
      if (!ApplicationProtocolNames.HTTP_2.equals(agreed)) {
        fail(context, OTHER_VERSION);
      }
    }
    context.fireUserEventTriggered(event);
  }

  /** From now on the latest stream carries bytes both ways. */
  void bare() {
    bare = true;
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // whoever writes has the promise
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (message instanceof Request request) {
      Http2FrameStream stream = newStream();
      latest = stream;
      bodyFollows = request.hasBody();
      boolean ends = !bodyFollows && !request.method().equals(HttpMethod.CONNECT.name());
      // The codec tells of streams that cannot be opened by this promise only.
      ChannelPromise opened = promise.unvoid();
      opened.addListener(
          future -> {
            if (!future.isSuccess()) {
              context.fireExceptionCaught(future.cause());
            }
          });
      context.write(new DefaultHttp2HeadersFrame(fields(request), ends).stream(stream), opened);
    } else if (message instanceof ByteBuf bytes && latest != null) {
      context.write(new DefaultHttp2DataFrame(bytes, bodyFollows).stream(latest), promise);
      bodyFollows = false;
    } else {
      context.write(message, promise);
    }
  }

  private Http2Headers fields(Request request) {
    Http2Headers fields = new DefaultHttp2Headers();
    HeaderFields.write(request, line, line.endpoint().tls() ? "https" : "http", fields);
    return fields;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (isPushed(message)) {
      context.fireChannelRead(message);
    } else if (message instanceof Http2HeadersFrame frame) {
      head(context, frame);
    } else if (message instanceof Http2DataFrame frame && frame.stream() == begun) {
      data(context, frame);
    } else if (message instanceof Http2DataFrame) {
      ReferenceCountUtil.release(message);
      fail(context, "the server sent data before it answered");
    } else if (message instanceof Http2ResetFrame frame && frame.stream() != answered) {
      fail(context, "the server gave a stream up: " + name(frame.errorCode()));
    } else if (message instanceof Http2GoAwayFrame frame) {
      leave(context, frame);
    } else {
      ReferenceCountUtil.release(message);
    }
  }

  /** What a server sends on a stream that it has opened itself has an even number. */
  private static boolean isPushed(Object message) {
    return message instanceof Http2PushPromiseFrame
        || (message instanceof Http2StreamFrame frame
            && frame.stream() != null
            && frame.stream().id() % 2 == 0);
  }

  /**
   * Answers that only announce another (1xx) are skipped; what comes without a status behind one
   * that came with it are trailers.
   */
  private void head(ChannelHandlerContext context, Http2HeadersFrame frame) {
    HttpResponse answer = HeaderFields.answer(frame.headers());
    LastHttpContent last = LastHttpContent.EMPTY_LAST_CONTENT;
    if (answer != null) {
      if (answer.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
        return;
      }
      begun = frame.stream();
      context.fireChannelRead(answer);
    } else if (frame.stream() != begun) {
      fail(context, "the server answered without a status");
      return;
    } else {
      last = new DefaultLastHttpContent();
      HeaderFields.copy(frame.headers(), last.trailingHeaders());
    }
    if (frame.isEndStream()) {
      ended(context, frame.stream(), last);
    }
  }

  private void data(ChannelHandlerContext context, Http2DataFrame frame) {
    int bytes = frame.initialFlowControlledBytes();
    Http2FrameStream stream = frame.stream();
    context.fireChannelRead(bare ? frame.content() : new DefaultHttpContent(frame.content()));
    if (bytes > 0 && context.channel().isActive()) {
      // Taken: the server may send as much again.
      context.write(new DefaultHttp2WindowUpdateFrame(bytes).stream(stream), context.newPromise());
    }
    if (frame.isEndStream()) {
      ended(context, stream, LastHttpContent.EMPTY_LAST_CONTENT);
    }
  }

  private void ended(
      ChannelHandlerContext context, @Nullable Http2FrameStream stream, LastHttpContent last) {
    if (bare) {
      context.close();
    } else {
      answered = stream;
      context.fireChannelRead(last);
    }
  }

  /** What is under way goes on (RFC 9113, section 6.8), unless the server says otherwise. */
  private void leave(ChannelHandlerContext context, Http2GoAwayFrame frame) {
    long error = frame.errorCode();
    boolean unanswered = latest != answered && latest != null && frame.lastStreamId() < latest.id();
    frame.release();
    if (error != 0) {
      fail(context, "the server left: " + name(error));
    } else if (unanswered) {
      fail(context, "the server left without an answer");
    }
  }

  private static String name(long code) {
    Http2Error error = Http2Error.valueOf(code);
    return error == null ? "HTTP/2 error " + code : error.name();
  }

  private static void fail(ChannelHandlerContext context, String reason) {
    context.fireExceptionCaught(new IOException(reason));
  }

  /** What the codec finds wrong is put into words that say whose fault it is. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof Http2Exception breach) {
      fail(context, breach(breach.error(), breach));
    } else if (cause instanceof Http2FrameStreamException breach) {
      fail(context, breach(breach.error(), breach));
    } else if (Reason.of(cause).toLowerCase(Locale.ROOT).contains(NOT_AGREED)) {
      fail(context, OTHER_VERSION);
    } else {
      context.fireExceptionCaught(cause);
    }
  }

  /** Some messages of the codec show a buffer's insides. */
  private static String breach(Http2Error error, Exception found) {
    String details = Reason.of(found);
    return "the server breaks HTTP/2, "
        + error
        + (details.contains("ByteBuf(") ? "" : ": " + details);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    context.flush(); // the window updates
    context.fireChannelReadComplete();
  }
}
