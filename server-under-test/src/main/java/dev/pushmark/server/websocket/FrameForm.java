package dev.pushmark.server.websocket;

import dev.pushmark.server.room.Batch;
import dev.pushmark.server.room.Event;
import dev.pushmark.server.wire.EventText;
import dev.pushmark.server.wire.WebSocketFrames;
import dev.pushmark.server.wire.WireForm;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** One text frame per event and per gap. */
enum FrameForm implements WireForm {
  TEXT;

  @Override
  public ByteBuf encode(Batch batch, ByteBufAllocator allocator) {
    ByteBuf out = allocator.buffer(maxBytes(batch));
    if (batch.lostAfter() != null) {
      WebSocketFrames.writeTextHeader(out, EventText.gapBytes(batch, batch.lostAfter()));
      EventText.writeGap(out, batch, batch.lostAfter());
    }
    for (Event event : batch.events()) {
      WebSocketFrames.writeTextHeader(out, EventText.eventBytes(batch.epoch(), event));
      EventText.writeEvent(out, batch.epoch(), event);
    }
    return out;
  }

  static int maxBytes(Batch batch) {
    int bytes = WebSocketFrames.MAX_HEADER_BYTES + EventText.gapBytes(batch, batch.lostAfter());
    for (Event event : batch.events()) {
      bytes += WebSocketFrames.MAX_HEADER_BYTES + EventText.eventBytes(batch.epoch(), event);
    }
    return bytes;
  }
}
