package dev.pushmark.scenarios.transport.socketio;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pushmark.scenarios.transport.Line;
import dev.pushmark.scenarios.transport.wire.Http;
import dev.pushmark.scenarios.transport.wire.HttpText;
import dev.pushmark.scenarios.transport.wire.Reason;
import dev.pushmark.scenarios.transport.wire.Request;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session's polls over one connection. What is to be said goes out as a POST, and the next poll
 * right behind it (RFC 9112, section 9.3.2): answers come in order, so nothing has to wait.
 */
final class Polls {
  /** Takes what comes. */
  interface Listener {
    /** One packet of an answer. The buffer is the caller's. */
    void packet(ByteBuf bytes, int from, int to);

    /** An answer has been taken: time to {@link Polls#poll} again. */
    void answered();

    /** The connection is over, or was of no use. */
    void ended(String reason);
  }

  static final String PATH = "/socket.io/?EIO=4&transport=";

  private static final int MAX_ANSWER_BYTES = 16 << 20;
  private static final byte SEPARATOR = 0x1e;

  private final Line line;
  private final Listener listener;
  private @Nullable Channel channel;
  private String target = PATH + "polling";
  private boolean postAwaited;
  private boolean pollAwaited;
  private boolean closed;

  Polls(Line line, Listener listener) {
    this.line = line;
    this.listener = listener;
  }

  /** Connects and asks for a session. */
  void open() {
    ChannelFuture connecting =
        Http.V1.connect(line, new HttpObjectAggregator(MAX_ANSWER_BYTES), new Answers());
    channel = connecting.channel();
    connecting.addListener(
        future -> {
          if (closed) {
            close();
          } else if (future.isSuccess()) {
            poll("");
          } else {
            end("cannot connect: " + Reason.of(future.cause()));
          }
        });
  }

  /** From now on polls are for this session. */
  void session(String sid) {
    target = PATH + "polling&sid=" + sid;
  }

  /** Whether no answer is awaited. */
  boolean isIdle() {
    return !postAwaited && !pollAwaited;
  }

  /** Sends what there is to say, if anything, and asks for more. */
  void poll(String payload) {
    Channel open = channel;
    if (open == null || closed) {
      return;
    }
    if (!payload.isEmpty()) {
      post(payload);
    }
    pollAwaited = true;
    write(open, Request.get(target));
    open.flush();
  }

  /** Sends what there is to say and asks for nothing. */
  void say(String payload) {
    Channel open = channel;
    if (open != null && !closed) {
      post(payload);
      open.flush();
    }
  }

  private void post(String payload) {
    Channel open = channel;
    if (open == null) {
      return;
    }
    byte[] body = payload.getBytes(UTF_8);
    postAwaited = true;
    write(
        open,
        new Request(
            "POST",
            target,
            List.of(
                "Content-Type",
                "text/plain;charset=UTF-8",
                "Content-Length",
                Integer.toString(body.length))));
    open.write(open.alloc().ioBuffer(body.length).writeBytes(body), open.voidPromise());
  }

  private void write(Channel open, Request request) {
    line.tally().request();
    open.write(request, open.voidPromise());
  }

  /** Nothing more is heard of this. */
  void close() {
    closed = true;
    if (channel != null) {
      channel.close();
    }
  }

  private void end(String reason) {
    if (!closed) {
      close();
      listener.ended(reason);
    }
  }

  private final class Answers extends SimpleChannelInboundHandler<FullHttpResponse> {
    private String end = "the connection was closed while an answer was awaited";

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpResponse answer) {
      if (closed) {
        return;
      }
      if (isIdle()) {
        end("an answer came that no request had asked for");
      } else if (!HttpText.isStatus(answer, HttpResponseStatus.OK)) {
        line.access().check("subscribing", answer);
        end("a poll was answered with " + Reason.of(answer) + ": " + startOf(answer.content()));
      } else if (postAwaited) {
        postAwaited = false;
        if (!pollAwaited) {
          listener.answered();
        }
      } else {
        pollAwaited = false;
        take(answer.content());
        if (!closed) {
          listener.answered();
        }
      }
    }

    private void take(ByteBuf payload) {
      int from = payload.readerIndex();
      int end = payload.writerIndex();
      while (from <= end && !closed) {
        int separator = payload.indexOf(from, end, SEPARATOR);
        int to = separator < 0 ? end : separator;
        listener.packet(payload, from, to);
        from = to + 1;
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      end(end);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      end = "the connection failed: " + Reason.of(cause);
      context.close();
    }
  }

  private static String startOf(ByteBuf body) {
    int length = Math.min(200, body.readableBytes());
    return Reason.oneLine(body.toString(body.readerIndex(), length, UTF_8));
  }
}
