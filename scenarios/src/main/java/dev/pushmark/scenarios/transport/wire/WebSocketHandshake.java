package dev.pushmark.scenarios.transport.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.pushmark.scenarios.transport.Line;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The opening handshake of a client (RFC 6455, section 4.1; RFC 8441; RFC 9220). When it is
 * through, it leaves the pipeline to the handler of frames.
 */
public final class WebSocketHandshake extends SimpleChannelInboundHandler<HttpObject> {
  /** Takes the channel whose frames can be read from now on. */
  @FunctionalInterface
  public interface Opened {
    /**
     * The handshake is through.
     *
     * @param lastEventId the id behind which the server's events begin, if it tells
     */
    void opened(Channel channel, @Nullable String lastEventId);
  }

  private static final String ACCEPT_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private final Line line;
  private final Http http;
  private final String doing;
  private final String target;
  private final FrameReader frames;
  private final Opened opened;
  private final Consumer<String> refused;
  private final String key = Base64.getEncoder().encodeToString(randomBytes());
  private @Nullable String lastEventId;
  private boolean done;

  public WebSocketHandshake(
      Line line,
      Http http,
      String doing,
      String target,
      FrameReader frames,
      Opened opened,
      Consumer<String> refused) {
    this.line = line;
    this.http = http;
    this.doing = doing;
    this.target = target;
    this.frames = frames;
    this.opened = opened;
    this.refused = refused;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    line.tally().request();
    context.writeAndFlush(http == Http.V1 ? upgrade() : connect(), context.voidPromise());
  }

  private Request upgrade() {
    return new Request(
        HttpMethod.GET.name(),
        target,
        withExtensions(
            "Upgrade",
            "websocket",
            "Connection",
            "Upgrade",
            "Sec-WebSocket-Key",
            key,
            "Sec-WebSocket-Version",
            "13"));
  }

  /** Extended CONNECT (RFC 8441, section 4; RFC 9220). */
  private Request connect() {
    List<String> headers = withExtensions(":protocol", "websocket", "Sec-WebSocket-Version", "13");
    return new Request(HttpMethod.CONNECT.name(), target, headers);
  }

  private List<String> withExtensions(String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    if (line.compresses()) {
      all.addAll(List.of("Sec-WebSocket-Extensions", MessageDeflate.OFFER));
    }
    return all;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
    if (message instanceof HttpResponse response) {
      lastEventId = response.headers().get(HttpText.LAST_EVENT_ID);
      String objection = objection(response);
      if (objection != null) {
        refuse(context, objection);
      } else if (http != Http.V1) {
        open(context); // the answer to a CONNECT has no end
      }
    } else if (message instanceof LastHttpContent && !done) {
      open(context);
    }
  }

  private void open(ChannelHandlerContext context) {
    done = true;
    ChannelPipeline pipeline = context.pipeline();
    opened.opened(context.channel(), lastEventId);
    pipeline.addLast(frames).remove(this);
    http.bare(pipeline);
  }

  /** Why the answer is no consent; null if it is. */
  private @Nullable String objection(HttpResponse response) {
    boolean upgrade = http == Http.V1;
    HttpResponseStatus consent =
        upgrade ? HttpResponseStatus.SWITCHING_PROTOCOLS : HttpResponseStatus.OK;
    if (!HttpText.isStatus(response, consent)) {
      line.access().check(doing, response);
      return "the upgrade was answered with " + Reason.of(response);
    }
    HttpHeaders headers = response.headers();
    if (!upgrade) {
      return objection(headers.get(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS));
    }
    if (!headers.containsValue(HttpHeaderNames.UPGRADE, "websocket", true)
        || !headers.containsValue(HttpHeaderNames.CONNECTION, "upgrade", true)) {
      return "the upgrade was answered with 101 but not to WebSocket";
    }
    if (!accept().equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT))) {
      return "the upgrade was answered with a wrong Sec-WebSocket-Accept";
    }
    return objection(headers.get(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS));
  }

  private @Nullable String objection(@Nullable String extensions) {
    if (extensions == null) {
      return null;
    }
    if (!line.compresses() || !MessageDeflate.isAccepted(extensions)) {
      return "the upgrade was answered with an extension that was not offered: "
          + Reason.oneLine(extensions);
    }
    frames.agreeOnCompression();
    return null;
  }

  private String accept() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1").digest((key + ACCEPT_SUFFIX).getBytes(US_ASCII));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-1", e);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    refuse(context, "the connection was closed during the handshake");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    refuse(context, "the connection failed: " + Reason.of(cause));
  }

  private void refuse(ChannelHandlerContext context, String reason) {
    if (!done) {
      done = true;
      refused.accept(reason);
      context.close();
    }
  }

  private static byte[] randomBytes() {
    byte[] bytes = new byte[16];
    new SplittableRandom().nextBytes(bytes);
    return bytes;
  }
}
