package dev.pushmark.scenarios.transport.webtransport;

import dev.pushmark.scenarios.transport.wire.VarInt;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.TooLongFrameException;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream into messages, each behind its length as a variable-length integer, and keeps an
 * unfinished rest for the next bytes. Messages of no bytes are signs of life. Not thread safe.
 */
final class MessageCutter {
  static final int MAX_MESSAGE_BYTES = 16 << 20;

  /** Where messages go. */
  interface Messages {
    /** The bytes from one absolute index up to another, valid during the call. */
    void message(ByteBuf bytes, int from, int to);
  }

  private final Messages messages;
  private @Nullable ByteBuf rest;

  MessageCutter(Messages messages) {
    this.messages = messages;
  }

  /**
   * Hands on what is whole now.
   *
   * @throws TooLongFrameException if a message is longer than any can be
   */
  void add(ByteBufAllocator allocator, ByteBuf bytes) {
    ByteBuf in = rest == null ? bytes : rest.writeBytes(bytes);
    handOn(in);
    if (rest == null && in.isReadable()) {
      rest = allocator.buffer(in.readableBytes()).writeBytes(in);
    } else if (rest != null && in.isReadable()) {
      in.discardSomeReadBytes();
    } else {
      release();
    }
  }

  private void handOn(ByteBuf in) {
    int start = in.readerIndex();
    long length = VarInt.read(in);
    while (length != VarInt.PARTIAL) {
      if (length > MAX_MESSAGE_BYTES) {
        throw new TooLongFrameException("a message of " + length + " bytes");
      }
      if (in.readableBytes() < length) {
        in.readerIndex(start);
        return;
      }
      int from = in.readerIndex();
      in.skipBytes((int) length);
      messages.message(in, from, in.readerIndex());
      start = in.readerIndex();
      length = VarInt.read(in);
    }
  }

  void release() {
    if (rest != null) {
      rest.release();
      rest = null;
    }
  }
}
