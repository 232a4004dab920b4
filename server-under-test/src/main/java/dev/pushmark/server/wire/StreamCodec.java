package dev.pushmark.server.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
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

  /** Writes an answer's head; the stream ends with it if {@code last}. */
  abstract void writeHead(
      ChannelHandlerContext ctx, HttpResponse response, boolean last, ChannelPromise promise);

  /** Writes bytes, which it owns; the stream ends with them if {@code last}. */
  abstract void writeData(
      ChannelHandlerContext ctx, ByteBuf bytes, boolean last, ChannelPromise promise);

  /** Writes the fields that stand behind an answer's data; the stream ends with them. */
  abstract void writeTrailers(
      ChannelHandlerContext ctx, HttpHeaders fields, ChannelPromise promise);

  /** Gives the stream up. */
  abstract void reset(ChannelHandlerContext ctx, Fault why);

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
      writeHead(ctx, response, false, ctx.voidPromise());
      writeData(ctx, response.content(), true, promise);
    } else if (message instanceof FullHttpResponse response) {
      ReferenceCountUtil.release(message);
      writeHead(ctx, response, response.status().code() >= 200, promise);
    } else if (message instanceof HttpResponse response) {
      writeHead(ctx, response, false, promise);
    } else if (message instanceof LastHttpContent last) {
      writeEnd(ctx, last, promise);
    } else if (message instanceof ByteBuf bytes && !bytes.isReadable()) {
      bytes.release();
      promise.trySuccess();
    } else if (message instanceof ByteBuf bytes) {
      writeData(ctx, bytes, false, promise);
    } else {
      ctx.write(message, promise);
    }
  }

  private void writeEnd(ChannelHandlerContext ctx, LastHttpContent last, ChannelPromise promise) {
    if (last.trailingHeaders().isEmpty()) {
      writeData(ctx, last.content(), true, promise);
      return;
    }
    if (last.content().isReadable()) {
      writeData(ctx, last.content(), false, ctx.voidPromise());
    } else {
      last.release();
    }
    writeTrailers(ctx, last.trailingHeaders(), promise);
  }
}
