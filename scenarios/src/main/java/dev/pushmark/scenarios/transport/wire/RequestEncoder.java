package dev.pushmark.scenarios.transport.wire;

import dev.pushmark.scenarios.transport.Line;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;

/** Requests as HTTP/1.1 writes them; bytes pass. */
public final class RequestEncoder extends ChannelOutboundHandlerAdapter {
  private final Line line;

  public RequestEncoder(Line line) {
    this.line = line;
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // whoever writes has the promise
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (!(message instanceof Request request)) {
      context.write(message, promise);
      return;
    }
    context.write(HttpText.bytes(context.alloc(), HttpText.head(line, request)), promise);
  }
}
