package dev.pushmark.scenarios.transport.push;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.DefaultByteBufHolder;

/** The whole body of an answer that was pushed. */
final class PushedAnswer extends DefaultByteBufHolder {
  PushedAnswer(ByteBuf body) {
    super(body);
  }
}
