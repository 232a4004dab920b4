package dev.pushmark.server.webtransport;

import dev.pushmark.server.room.Batch;
import dev.pushmark.server.room.Event;
import dev.pushmark.server.wire.EventText;
import dev.pushmark.server.wire.WireForm;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * One message per event and per gap, the same text as over WebSocket, each behind its length as a
 * variable-length integer (RFC 9000, section 16): a stream of WebTransport knows no messages.
 */
enum MessageForm implements WireForm {
  JSON;

  static final int MAX_LENGTH_BYTES = 4;

  @Override
  public ByteBuf encode(Batch batch, ByteBufAllocator allocator) {
    ByteBuf out = allocator.directBuffer(maxBytes(batch));
    if (batch.lostAfter() != null) {
      VarInt.write(out, EventText.gapBytes(batch, batch.lostAfter()));
      EventText.writeGap(out, batch, batch.lostAfter());
    }
    for (Event event : batch.events()) {
      VarInt.write(out, EventText.eventBytes(batch.epoch(), event));
      EventText.writeEvent(out, batch.epoch(), event);
    }
    return out;
  }

  private static int maxBytes(Batch batch) {
    int bytes = MAX_LENGTH_BYTES + EventText.gapBytes(batch, batch.lostAfter());
    for (Event event : batch.events()) {
      bytes += MAX_LENGTH_BYTES + EventText.eventBytes(batch.epoch(), event);
    }
    return bytes;
  }
}
