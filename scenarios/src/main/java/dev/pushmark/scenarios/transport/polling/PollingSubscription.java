package dev.pushmark.scenarios.transport.polling;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pushmark.results.model.Polling;
import dev.pushmark.scenarios.transport.Line;
import dev.pushmark.scenarios.transport.Receiver;
import dev.pushmark.scenarios.transport.Subscription;
import dev.pushmark.scenarios.transport.polling.PollingTransport.Style;
import dev.pushmark.scenarios.transport.wire.GuardedReceiver;
import dev.pushmark.scenarios.transport.wire.Http;
import dev.pushmark.scenarios.transport.wire.HttpText;
import dev.pushmark.scenarios.transport.wire.Reason;
import dev.pushmark.scenarios.transport.wire.Request;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Polls a room until closed. Where no cursor was given, the first answer only sets it: what it
 * holds was published before the subscription. A connection that the server closes between two
 * polls, as servers do to idle ones, is opened again for the next; a poll that crosses such a
 * closing is sent once more (RFC 9112, section 9.3.1).
 */
final class PollingSubscription implements Subscription {
  private static final int MAX_ANSWER_BYTES = 16 << 20;

  private final Http http;
  private final Style style;
  private final Polling polling;
  private final PollPhases phases;
  private final Line line;
  private final String path;
  private final GuardedReceiver receiver;
  private final Runnable tick = this::tick;

  private @Nullable Channel channel;
  private @Nullable String cursor;
  private boolean subscribed;
  private boolean awaiting;
  private long dueNs;

  PollingSubscription(
      Http http,
      Style style,
      Polling polling,
      PollPhases phases,
      Line line,
      String room,
      @Nullable String after,
      Receiver receiver) {
    this.http = http;
    this.style = style;
    this.polling = polling;
    this.phases = phases;
    this.line = line;
    this.path = HttpText.roomPath(room) + "/events";
    this.cursor = after;
    this.receiver = new GuardedReceiver(receiver);
  }

  @Override
  public void close() {
    receiver.silence();
    leave();
  }

  private void leave() {
    if (channel != null) {
      channel.close();
    }
  }

  /** Sends a poll, over a new connection if there is none. */
  void poll() {
    if (receiver.isSilent()) {
      return;
    }
    awaiting = true;
    if (channel != null) {
      send(channel);
      return;
    }
    ChannelFuture connecting =
        http.connect(
            line, Http.decompressor(), new HttpObjectAggregator(MAX_ANSWER_BYTES), new Answers());
    connecting.addListener(
        future -> {
          if (receiver.isSilent()) {
            connecting.channel().close();
          } else if (future.isSuccess()) {
            channel = connecting.channel();
            send(channel);
          } else {
            end("cannot connect: " + Reason.of(future.cause()));
          }
        });
  }

  private void send(Channel to) {
    line.tally().request();
    receiver.requested();
    to.writeAndFlush(request(), to.voidPromise());
  }

  private Request request() {
    if (cursor == null || style == Style.REFRESH) {
      return Request.get(path);
    }
    String after = path + HttpText.after(cursor);
    if (!subscribed) {
      return Request.get(after);
    }
    if (style == Style.SHORT) {
      return Request.get(after, "If-None-Match", '"' + cursor + '"');
    }
    double holdSeconds = polling.holdTime().toMillis() / 1000.0;
    return Request.get(after + "&wait=" + holdSeconds);
  }

  private void tick() {
    if (receiver.isSilent()) {
      return;
    }
    if (polling.pace() == Polling.Pace.FIXED_RATE) {
      dueNs += polling.interval().toNanos();
      schedule();
    }
    if (awaiting) {
      line.tally().missedPoll();
    } else {
      poll();
    }
  }

  private void schedule() {
    long delayNs = Math.max(0, dueNs - line.clock().nanoTime());
    line.loop().schedule(tick, delayNs, TimeUnit.NANOSECONDS);
  }

  private void answered(FullHttpResponse answer) {
    awaiting = false;
    boolean first = !subscribed;
    if (HttpText.isStatus(answer, HttpResponseStatus.OK)) {
      ByteBuf body = answer.content();
      PollAnswer page = PollAnswer.read(body, body.readerIndex(), body.writerIndex());
      if (page == null) {
        end("an answer was not understood: " + startOf(answer));
        return;
      }
      if (first) {
        subscribed = true;
        receiver.subscribed();
      }
      take(page, body);
    } else if (HttpText.isStatus(answer, HttpResponseStatus.NOT_MODIFIED) && !first) {
      line.tally().emptyPoll();
    } else {
      line.access().check("subscribing", answer);
      end("a poll was answered with " + Reason.of(answer) + ": " + startOf(answer));
      return;
    }
    if (first) {
      dueNs = phases.firstPollNs(line.clock().nanoTime());
    } else if (polling.pace() == Polling.Pace.FIXED_PAUSE) {
      dueNs = line.clock().nanoTime() + polling.interval().toNanos();
    }
    if (style == Style.LONG) {
      poll();
    } else if (first || polling.pace() == Polling.Pace.FIXED_PAUSE) {
      schedule();
    }
  }

  /** Hands new events on and moves the cursor. */
  private void take(PollAnswer answer, ByteBuf body) {
    int to = body.writerIndex();
    String seen = cursor;
    cursor = answer.next();
    if (!cursor.equals(seen)) {
      receiver.reached(cursor);
    }
    if (seen == null) {
      return;
    }
    if (answer.next().equals(seen) && !answer.gapFirst()) {
      line.tally().emptyPoll();
      return;
    }
    int from = answer.eventsFrom();
    boolean gap = answer.gapFirst();
    if (style == Style.REFRESH) {
      int behind = answer.firstBehind(seen, body, to);
      gap = behind < 0;
      from = gap ? from : behind;
    }
    if (gap) {
      receiver.gap(answer.missedSince(seen, body, to));
    }
    receiver.received(body, from, to);
  }

  private static String startOf(FullHttpResponse answer) {
    ByteBuf body = answer.content();
    int length = Math.min(200, body.readableBytes());
    return Reason.oneLine(body.toString(body.readerIndex(), length, UTF_8));
  }

  private void end(String reason) {
    leave();
    receiver.ended(reason);
  }

  /** Hears one connection; when that has been given up, nobody listens to it any more. */
  private final class Answers extends SimpleChannelInboundHandler<FullHttpResponse> {
    private boolean answered;
    private @Nullable String failure;

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpResponse answer) {
      if (context.channel() != channel || receiver.isSilent()) {
        return;
      }
      if (!awaiting) {
        end("an answer came that no poll had asked for");
        return;
      }
      answered = true;
      if (!HttpUtil.isKeepAlive(answer)) {
        leave();
        channel = null;
      }
      answered(answer);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      if (context.channel() != channel) {
        return;
      }
      channel = null;
      if (awaiting && answered && style != Style.LONG) {
        poll();
      } else if (awaiting) {
        end(failure == null ? "the connection was closed while an answer was awaited" : failure);
      }
    }

    /** The first failure is the reason; closing can make others. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      if (failure == null && !(cause instanceof PrematureChannelClosureException)) {
        failure = "the connection failed: " + Reason.of(cause);
      }
      context.close();
    }
  }
}
