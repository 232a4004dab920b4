package dev.pushmark.server.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * One stream of HTTP/2 or HTTP/3 as what an HTTP/1.1 connection would carry: the objects of one
 * request and its answer, or once the channel has been {@link #bare taken over} bytes both ways.
 */
abstract class StreamCodec extends ChannelDuplexHandler {
  /** Why a stream is given up. */
  enum Fault {
    /** The client's answer is whole, and what else it sends is of no interest. */
    NONE,
    MALFORMED,
    /** Something came behind the end of the request. */
    CLOSED
  }

  private boolean begun;
  private boolean whole;
  private boolean bare;

  /** From now on the stream carries bytes, until a {@link LastHttpContent} ends them. */
  void bare() {
    bare = true;
  }

  /** Whether the request has come to its end. */
  boolean isWhole() {
    return whole;
  }

  abstract @Nullable HttpRequest readHead(Object headersFrame);

  /** The frame of an answer's head; its stream ends with it if {@code last}. */
  abstract Object head(HttpResponse response, boolean last);

  abstract Object data(ByteBuf bytes, boolean last);

  /** Gives the stream up. */
  abstract void reset(ChannelHandlerContext ctx, Fault why);

  /** The answer has been written, up to its end. */
  void onEnd(ChannelHandlerContext ctx) {}

  final void receiveHead(ChannelHandlerContext ctx, Object frame, boolean last) {
    if (whole) {
      reset(ctx, Fault.CLOSED);
      return;
    }
    if (begun) {
      if (last) {
        end(ctx); // trailers, of which nobody here wants to know
      } else {
        reset(ctx, Fault.MALFORMED);
      }
      return;
    }
    begun = true;
    HttpRequest request = readHead(frame);
    if (request == null) {
      reset(ctx, Fault.MALFORMED);
      return;
    }
    ctx.fireChannelRead(request);
    if (last) {
      end(ctx);
    }
  }

  /** The bytes are taken over. */
  final void receiveData(ChannelHandlerContext ctx, ByteBuf bytes, boolean last) {
    if (!bytes.isReadable()) {
      bytes.release();
    } else {
      ctx.fireChannelRead(bare ? bytes : new DefaultHttpContent(bytes));
    }
    if (last) {
      end(ctx);
    }
  }

  final void end(ChannelHandlerContext ctx) {
    if (whole) {
      return;
    }
    whole = true;
    if (bare) {
      ctx.close(); // a peer that ends its half of a socket has gone
    } else if (begun) {
      ctx.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
    }
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // whoever writes has the promise
  public final void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (message instanceof FullHttpResponse response && response.content().isReadable()) {
      ctx.write(head(response, false), ctx.voidPromise());
      ctx.write(data(response.content(), true), promise);
      onEnd(ctx);
    } else if (message instanceof FullHttpResponse response) {
      ReferenceCountUtil.release(message);
      ctx.write(head(response, response.status().code() >= 200), promise);
      if (response.status().code() >= 200) {
        onEnd(ctx);
      }
    } else if (message instanceof HttpResponse response) {
      ctx.write(head(response, false), promise);
    } else if (message instanceof LastHttpContent last) {
      ctx.write(data(last.content(), true), promise);
      onEnd(ctx);
    } else if (message instanceof ByteBuf bytes && !bytes.isReadable()) {
      bytes.release();
      promise.trySuccess();
    } else if (message instanceof ByteBuf bytes) {
      ctx.write(data(bytes, false), promise);
    } else {
      ctx.write(message, promise);
    }
  }
}
