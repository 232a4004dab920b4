package dev.pushmark.server.push;

import dev.pushmark.server.room.Batch;
import dev.pushmark.server.room.Event;
import dev.pushmark.server.room.EventId;
import dev.pushmark.server.wire.EventText;
import dev.pushmark.server.wire.WireForm;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;

/** The gap, if there is one, as a line, then the events' texts with nothing in between. */
enum JsonForm implements WireForm {
  TEXTS;

  private static final int MAX_PLACE_BYTES = 80;

  @Override
  public ByteBuf encode(Batch batch, ByteBufAllocator allocator) {
    int bytes = gapBytes(batch);
    for (Event event : batch.events()) {
      bytes += EventText.eventBytes(batch.epoch(), event);
    }
    ByteBuf out = allocator.buffer(bytes);
    if (batch.lostAfter() != null) {
      EventText.writeGap(out, batch, batch.lostAfter());
      out.writeByte('\n');
    }
    for (Event event : batch.events()) {
      EventText.writeEvent(out, batch.epoch(), event);
    }
    return out;
  }

  /** How long the line of a batch's gap is; 0 if there is none. */
  static int gapBytes(Batch batch) {
    return batch.lostAfter() == null ? 0 : EventText.gapBytes(batch, batch.lostAfter()) + 1;
  }

  /** The line that a request's own answer begins with: where the events begin. */
  static ByteBuf place(EventId place, ByteBufAllocator allocator) {
    ByteBuf out = allocator.buffer(MAX_PLACE_BYTES);
    ByteBufUtil.writeAscii(out, "{\"place\":\"" + place + "\"}\n");
    return out;
  }
}
