package dev.pushmark.server.wire;

import static io.netty.handler.codec.http.HttpResponseStatus.INTERNAL_SERVER_ERROR;
import static io.netty.handler.codec.http.HttpResponseStatus.REQUEST_TIMEOUT;
import static io.netty.handler.codec.http.HttpResponseStatus.SERVICE_UNAVAILABLE;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings requests to their endpoints, one after the other: what a client sends ahead of an answer
 * waits, and when too much waits, the channel is not read until it has been worked off.
 */
final class HttpConnection extends Carrier {
  private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);

  /** What a connection counts as while it is no stream and no socket. */
  static final String TRANSPORT = "polling";

  private static final int MAX_WAITING = 64;
  private static final long LINGER_NS = Duration.ofSeconds(5).toNanos();

  private enum State {
    /** Between requests. */
    IDLE,
    /** A request has begun to come, but is not whole yet. */
    RECEIVING,
    /** The endpoint has the request. */
    SERVING,
    /** The last answer is on its way; what still comes is thrown away. */
    ENDING
  }

  private final RequestDecoder decoder;
  private final Router router;
  private final Deque<HttpObject> waiting = new ArrayDeque<>(0);
  private State state = State.IDLE;
  private long sinceNs;
  private boolean working;
  private boolean flushLater;
  private final boolean admitted;

  /**
   * Waits for requests on a new channel. Not behind Netty's HttpServerCodec, which gives up behind
   * 128 requests without an answer: this keeps them in order and in bounds itself.
   *
   * @param admitted whether there is room for one more connection; else it is told that
   */
  static void begin(ChannelPipeline pipeline, LoopContext loop, Router router, boolean admitted) {
    RequestDecoder decoder = new RequestDecoder(loop.limits());
    HttpConnection connection = new HttpConnection(loop, decoder, router, admitted);
    pipeline.addLast(
        connection.traffic(),
        new FirstBytes(connection, loop.tls()),
        decoder,
        new HttpResponseEncoder(),
        connection);
  }

  /** Nothing of HTTP/1.x has come: the connection is one of HTTP/2. */
  void becomeHttp2() {
    ChannelPipeline pipeline = context().pipeline();
    pipeline.remove(HttpResponseEncoder.class); // it would take the first frames for its own
    pipeline.remove(decoder);
    Http2Connection.begin(pipeline, loop(), router, admitted);
    pipeline.remove(this);
  }

  private HttpConnection(
      LoopContext loop, RequestDecoder decoder, Router router, boolean admitted) {
    super(loop, TRANSPORT);
    this.decoder = decoder;
    this.router = router;
    this.admitted = admitted;
    this.sinceNs = loop.nanoTime();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    flushLater = true;
    waiting.add((HttpObject) message);
    work();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    flushLater = false;
    ctx.flush();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    work();
  }

  /** Works off what waits, in order, as long as no answer is awaited and answers are being read. */
  private void work() {
    if (working) {
      return;
    }
    Channel channel = context().channel();
    working = true;
    try {
      while (!waiting.isEmpty()
          && (state == State.ENDING || (state != State.SERVING && channel.isWritable()))) {
        accept(waiting.remove());
      }
    } finally {
      working = false;
    }
    if (!context().isRemoved()) {
      channel.config().setAutoRead(waiting.size() < MAX_WAITING);
    }
  }

  private void accept(HttpObject object) {
    if (state == State.ENDING) {
      ReferenceCountUtil.release(object);
      return;
    }
    try {
      if (object instanceof HttpRequest request) {
        begin(request);
      } else if (object instanceof HttpContent content) {
        receive(content);
      }
    } catch (RequestException e) {
      fail(e);
    }
  }

  private void begin(HttpRequest request) throws RequestException {
    ReferenceCountUtil.release(request); // a malformed one comes with an empty body
    if (state == State.IDLE) {
      enter(State.RECEIVING);
    }
    if (!admitted) {
      throw new RequestException(SERVICE_UNAVAILABLE, "there are too many connections already");
    }
    Exchange begun = router.begin(this, request);
    exchange = begun;
    body.begin(request, begun.maxBodyBytes());
    if (HttpUtil.is100ContinueExpected(request)) {
      writeAndFlush(Answers.empty(HttpResponseStatus.CONTINUE));
    }
  }

  private void receive(HttpContent content) throws RequestException {
    Exchange current = exchange;
    if (content.decoderResult().isFailure() || current == null) {
      content.release();
      throw RequestException.badRequest("the request's body is malformed");
    }
    body.add(content.content());
    if (content instanceof LastHttpContent) {
      current.body(body.take());
      enter(State.SERVING);
      serve(current);
    }
  }

  private void serve(Exchange current) {
    try {
      current.serve();
    } catch (RequestException e) {
      loop().refused(e);
      answer(current, e.answer());
    }
  }

  /** What is left of this request cannot be made sense of: the last answer of this connection. */
  private void fail(RequestException e) {
    loop().refused(e);
    FullHttpResponse error = e.answer();
    error.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    Answers.addCommonHeaders(error, loop(), exchange == null ? null : exchange.origin());
    end(error);
  }

  @Override
  void answer(Exchange answered, FullHttpResponse whole) {
    if (answered != exchange || state != State.SERVING) {
      whole.release();
      return;
    }
    FullHttpResponse response = answered.isHead() ? withoutBody(whole) : whole;
    boolean keepAlive = answered.keepsAlive();
    if (!keepAlive) {
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    } else if (answered.version().equals(HttpVersion.HTTP_1_0)) {
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
    }
    Answers.addCommonHeaders(response, loop(), answered.origin());
    if (!keepAlive) {
      end(response);
      return;
    }
    dismiss();
    enter(State.IDLE);
    write(response);
    if (!flushLater) {
      context().flush();
    }
    if (!waiting.isEmpty() && !working) {
      loop().execute(this::work);
    }
  }

  private void end(FullHttpResponse last) {
    dismiss();
    enter(State.ENDING);
    writeAndEndOutput(last);
  }

  @Override
  void takeOver(Exchange taken, HttpResponse head, Connection successor, ChannelHandler... before) {
    ChannelPipeline pipeline = context().pipeline();
    Answers.addCommonHeaders(head, loop(), taken.origin());
    writeAndFlush(head);
    pipeline.replace(TrafficCounter.class, null, successor.traffic());
    pipeline.addLast(before).addLast(successor);
    context().channel().config().setAutoRead(true); // which too much that waited has turned off
    pipeline.remove(this);
    pipeline.remove(HttpResponseEncoder.class);
    pipeline.remove(decoder);
  }

  private void enter(State next) {
    state = next;
    sinceNs = loop().nanoTime();
  }

  @Override
  protected void sweep(long nowNs) {
    if (state == State.IDLE && waiting.isEmpty() && decoder.isUnderWay()) {
      enter(State.RECEIVING); // a part of a head, of which the decoder has told nothing yet
    }
    long ageNs = nowNs - sinceNs;
    if (!admitted && state == State.IDLE) {
      disconnect();
    } else if (state == State.RECEIVING && ageNs > loop().timeouts().request().toNanos()) {
      fail(new RequestException(REQUEST_TIMEOUT, "the request has taken too long to come"));
    } else if ((state == State.IDLE && ageNs > loop().timeouts().idle().toNanos())
        || (state == State.ENDING && ageNs > LINGER_NS)) {
      disconnect();
    }
  }

  @Override
  protected void drain() {
    if (!answerParked() && exchange == null && state != State.ENDING) {
      disconnect();
    }
  }

  @Override
  protected void onGone() {
    abandon();
    state = State.ENDING;
    waiting.forEach(ReferenceCountUtil::release);
    waiting.clear();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof IOException || state == State.ENDING) {
      disconnect();
    } else if (cause instanceof DecoderException) {
      fail(RequestException.badRequest("the request is malformed"));
    } else {
      LOG.error("a request could not be served", cause);
      fail(new RequestException(INTERNAL_SERVER_ERROR, "internal error"));
    }
  }
}
