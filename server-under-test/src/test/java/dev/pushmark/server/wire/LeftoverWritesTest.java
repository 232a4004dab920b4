package dev.pushmark.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeftoverWritesTest {
  /** Does what Netty's QUIC stream does: queues, and fails the queue on a write once closed. */
  private static final class Stream extends ChannelOutboundHandlerAdapter {
    private final boolean endsInWrite;
    private final List<Runnable> failures = new ArrayList<>();

    Stream(boolean endsInWrite) {
      this.endsInWrite = endsInWrite;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
      boolean closed = !ctx.channel().isOpen();
      if (endsInWrite && !closed) {
        ctx.close();
      }
      failures.add(
          () -> {
            ReferenceCountUtil.release(message);
            promise.setFailure(new ClosedChannelException());
          });
      if (closed) {
        failures.forEach(Runnable::run);
      }
    }
  }

  @Test
  void aMessageDuringWhoseWriteTheStreamEndsFailsAndIsReleased() {
    EmbeddedChannel channel = new EmbeddedChannel(new Stream(true), LeftoverWrites.INSTANCE);
    ByteBuf message = Unpooled.buffer().writeByte(1);
    assertThat(channel.writeAndFlush(message).cause()).isInstanceOf(ClosedChannelException.class);
    assertThat(message.refCnt()).isZero();
  }

  @Test
  void whatWaitsOnAnOpenStreamGoesOnWaiting() {
    EmbeddedChannel channel = new EmbeddedChannel(new Stream(false), LeftoverWrites.INSTANCE);
    ByteBuf message = Unpooled.buffer().writeByte(1);
    assertThat(channel.write(message).isDone()).isFalse();
    assertThat(message.refCnt()).isOne();
    message.release();
  }
}
