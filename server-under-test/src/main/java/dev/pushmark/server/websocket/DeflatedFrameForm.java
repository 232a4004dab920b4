package dev.pushmark.server.websocket;

import dev.pushmark.server.compression.DeflatePieces;
import dev.pushmark.server.compression.MessageDeflate;
import dev.pushmark.server.room.Batch;
import dev.pushmark.server.room.Event;
import dev.pushmark.server.wire.EventText;
import dev.pushmark.server.wire.WebSocketFrames;
import dev.pushmark.server.wire.WireForm;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * The frames of {@link FrameForm}, each compressed by itself where that makes it shorter. zlib
 * knows one window here, the largest: for a client with a smaller one, what does not fit into it as
 * a whole is not compressed, since only then nothing can refer beyond it.
 */
final class DeflatedFrameForm implements WireForm {
  /** Compressing takes some 15 µs however little there is, and saves hardly a tenth of less. */
  private static final int MIN_BYTES = 128;

  private static final DeflatedFrameForm[] OF_WINDOW =
      new DeflatedFrameForm[MessageDeflate.MAX_WINDOW_BITS + 1];

  static {
    for (int bits = MessageDeflate.MIN_WINDOW_BITS; bits < OF_WINDOW.length; bits++) {
      boolean any = bits == MessageDeflate.MAX_WINDOW_BITS;
      OF_WINDOW[bits] = new DeflatedFrameForm(any ? Integer.MAX_VALUE : 1 << bits);
    }
  }

  private final int maxBytes;

  private DeflatedFrameForm(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  static DeflatedFrameForm of(MessageDeflate agreed) {
    return OF_WINDOW[agreed.windowBits()];
  }

  @Override
  public ByteBuf encode(Batch batch, ByteBufAllocator allocator) {
    ByteBuf out = allocator.buffer(FrameForm.maxBytes(batch));
    ByteBuf text = allocator.buffer();
    ByteBuf deflated = allocator.buffer();
    try {
      if (batch.lostAfter() != null) {
        EventText.writeGap(text, batch, batch.lostAfter());
        writeFrame(out, text, deflated);
      }
      for (Event event : batch.events()) {
        text.clear();
        EventText.writeEvent(text, batch.epoch(), event);
        writeFrame(out, text, deflated);
      }
      return out;
    } finally {
      text.release();
      deflated.release();
    }
  }

  private void writeFrame(ByteBuf out, ByteBuf text, ByteBuf deflated) {
    int length = text.readableBytes();
    if (length >= MIN_BYTES && length <= maxBytes) {
      DeflatePieces.deflate(text, deflated.clear());
      int deflatedLength = deflated.readableBytes() - DeflatePieces.TAIL_BYTES;
      if (deflatedLength < length) {
        WebSocketFrames.writeDeflatedTextHeader(out, deflatedLength);
        out.writeBytes(deflated, deflatedLength);
        return;
      }
    }
    WebSocketFrames.writeTextHeader(out, length);
    out.writeBytes(text, text.readerIndex(), length);
  }
}
