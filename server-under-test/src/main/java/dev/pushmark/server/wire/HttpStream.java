package dev.pushmark.server.wire;

import static io.netty.handler.codec.http.HttpResponseStatus.INTERNAL_SERVER_ERROR;
import static io.netty.handler.codec.http.HttpResponseStatus.REQUEST_TIMEOUT;
import static io.netty.handler.codec.http.HttpResponseStatus.SERVICE_UNAVAILABLE;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request, and its answer, on a stream of its own behind a {@link StreamCodec}. */
final class HttpStream extends Carrier {
  private static final Logger LOG = LoggerFactory.getLogger(HttpStream.class);

  private final StreamCodec codec;
  private final Router router;
  private final boolean admitted;
  private final long sinceNs;
  private Refusals refusals = Refusals.HTTP;

  /** Since when nothing has been to do but to take the last of the answer. */
  private long leftNs;

  private boolean served;
  private boolean answered;

  /**
   * Waits for the request on a new stream.
   *
   * @param admitted whether there is room for the connection that the stream belongs to
   */
  static void begin(
      ChannelPipeline pipeline,
      LoopContext loop,
      StreamCodec codec,
      Router router,
      boolean admitted) {
    pipeline.addLast(codec, new HttpStream(loop, codec, router, admitted));
  }

  private HttpStream(LoopContext loop, StreamCodec codec, Router router, boolean admitted) {
    super(loop, HttpConnection.TRANSPORT);
    this.codec = codec;
    this.router = router;
    this.admitted = admitted;
    this.sinceNs = loop.nanoTime();
    this.leftNs = sinceNs;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (answered) {
      ReferenceCountUtil.release(message);
      return;
    }
    try {
      if (message instanceof HttpRequest request) {
        begin(request);
      } else {
        receive((HttpContent) message);
      }
    } catch (RequestException e) {
      fail(e);
    }
  }

  private void begin(HttpRequest request) throws RequestException {
    refusals = router.refusals(request);
    if (!admitted) {
      throw new RequestException(SERVICE_UNAVAILABLE, "there are too many connections already");
    }
    Exchange begun = router.begin(this, request);
    exchange = begun;
    body.begin(request, begun.maxBodyBytes());
    if (HttpUtil.is100ContinueExpected(request)) {
      writeAndFlush(Answers.empty(HttpResponseStatus.CONTINUE));
    }
    if (request.headers().contains("upgrade")) {
      serve(begun); // such a request has no end: what follows belongs to whoever takes over
    }
  }

  private void receive(HttpContent content) throws RequestException {
    Exchange current = exchange;
    body.add(content.content());
    if (content instanceof LastHttpContent && current != null && !served) {
      current.body(body.take());
      serve(current);
    }
  }

  private void serve(Exchange current) {
    served = true;
    try {
      current.serve();
    } catch (RequestException e) {
      fail(e);
    }
  }

  private void fail(RequestException e) {
    loop().refused(e);
    end(refusals.answer(e), exchange == null ? null : exchange.origin());
  }

  @Override
  void answer(Exchange done, FullHttpResponse whole) {
    if (answered || done != exchange) {
      whole.release();
    } else {
      end(done.isHead() ? withoutBody(whole) : whole, done.origin());
    }
  }

  private void end(FullHttpResponse answer, @Nullable String origin) {
    answered = true;
    dismiss();
    Answers.addCommonHeaders(answer, loop(), origin);
    context().writeAndFlush(answer).addListener(written -> forgetTheRest());
  }

  /** Of a request that was answered before it was whole (RFC 9113, section 8.1). */
  private void forgetTheRest() {
    ChannelHandlerContext front = context().pipeline().context(codec);
    if (!codec.isWhole() && front != null) {
      codec.reset(front, StreamCodec.Fault.NONE);
    }
  }

  @Override
  void takeOver(Exchange taken, HttpResponse head, Connection successor, ChannelHandler... before) {
    ChannelPipeline pipeline = context().pipeline();
    Answers.addCommonHeaders(head, loop(), taken.origin());
    answered = true;
    writeAndFlush(head);
    codec.bare();
    pipeline.addLast(before).addLast(successor);
    pipeline.remove(this);
  }

  @Override
  protected void sweep(long nowNs) {
    boolean receiving = !answered && !codec.isWhole();
    if (receiving && nowNs - sinceNs > loop().timeouts().request().toNanos()) {
      fail(new RequestException(REQUEST_TIMEOUT, "the request has taken too long to come"));
    } else if (hasStalled(nowNs) || isLeftOver(nowNs)) {
      giveUp();
    }
  }

  /** Closing alone says nothing on a stream whose end has been written, but never taken. */
  private void giveUp() {
    ChannelHandlerContext front = context().pipeline().context(codec);
    if (answered && front != null) {
      codec.reset(front, StreamCodec.Fault.NONE);
    }
    disconnect();
  }

  /** An answer's last bytes are too few to be noticed as stalled: the peer gives them no window. */
  private boolean isLeftOver(long nowNs) {
    if (!answered || !context().channel().isWritable()) {
      leftNs = nowNs;
    }
    return nowNs - leftNs > loop().timeouts().idle().toNanos();
  }

  @Override
  protected void drain() {
    if (!answerParked() && exchange == null) {
      disconnect();
    }
  }

  @Override
  protected void onGone() {
    answered = true;
    abandon();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof IOException && !(cause instanceof ClosedChannelException)) {
      LOG.debug("a stream has failed", cause);
    }
    if (cause instanceof IOException || answered) {
      disconnect();
    } else {
      LOG.error("a request could not be served", cause);
      fail(new RequestException(INTERNAL_SERVER_ERROR, "internal error"));
    }
  }
}
