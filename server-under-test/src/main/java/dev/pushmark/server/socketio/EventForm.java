package dev.pushmark.server.socketio;

import dev.pushmark.server.room.Batch;
import dev.pushmark.server.room.Event;
import dev.pushmark.server.room.EventId;
import dev.pushmark.server.wire.EventText;
import dev.pushmark.server.wire.WebSocketFrames;
import dev.pushmark.server.wire.WireForm;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.util.AsciiString;

/**
 * Events as packets of the main namespace, {@code 42["event",DATA,"ID"]}, and gaps as {@code
 * 42["gap",RANGE,"PLACE"]}. The last argument is what recovery goes by.
 */
enum EventForm implements WireForm {
  /** One text frame per packet. */
  FRAMES {
    @Override
    void begin(ByteBuf out, int packetBytes) {
      WebSocketFrames.writeTextHeader(out, packetBytes);
    }
  },

  /** What answers a poll: packets with a separator in between. */
  PAYLOAD {
    @Override
    void begin(ByteBuf out, int packetBytes) {
      if (out.isReadable()) {
        out.writeByte(SEPARATOR);
      }
    }
  };

  private static final byte SEPARATOR = 0x1E;
  private static final AsciiString EVENT = AsciiString.cached("42[\"event\",");
  private static final AsciiString GAP = AsciiString.cached("42[\"gap\",");
  private static final AsciiString ID = AsciiString.cached(",\"");
  private static final AsciiString END = AsciiString.cached("\"]");
  private static final int ENVELOPE_BYTES = EVENT.length() + ID.length() + END.length();
  private static final int GAP_ENVELOPE_BYTES = GAP.length() + ID.length() + END.length();

  /** What comes before a packet of that length. */
  abstract void begin(ByteBuf out, int packetBytes);

  @Override
  public ByteBuf encode(Batch batch, ByteBufAllocator allocator) {
    ByteBuf out = allocator.buffer(maxBytes(batch));
    EventId lostAfter = batch.lostAfter();
    if (lostAfter != null) {
      begin(out, gapBytes(batch, lostAfter));
      ByteBufUtil.writeAscii(out, GAP);
      EventText.writeGapRange(out, batch, lostAfter);
      end(out, batch.epoch(), batch.first() - 1);
    }
    for (Event event : batch.events()) {
      begin(out, eventBytes(batch.epoch(), event));
      ByteBufUtil.writeAscii(out, EVENT);
      out.writeBytes(event.payload());
      end(out, batch.epoch(), event.offset());
    }
    return out;
  }

  private static void end(ByteBuf out, String epoch, long offset) {
    ByteBufUtil.writeAscii(out, ID);
    EventText.writeId(out, epoch, offset);
    ByteBufUtil.writeAscii(out, END);
  }

  private static int eventBytes(String epoch, Event event) {
    return ENVELOPE_BYTES + event.payload().length + EventText.idBytes(epoch, event.offset());
  }

  private static int gapBytes(Batch batch, EventId lostAfter) {
    return GAP_ENVELOPE_BYTES
        + EventText.gapRangeBytes(batch, lostAfter)
        + EventText.idBytes(batch.epoch(), batch.first() - 1);
  }

  private static int maxBytes(Batch batch) {
    EventId lostAfter = batch.lostAfter();
    int bytes =
        lostAfter == null ? 0 : WebSocketFrames.MAX_HEADER_BYTES + gapBytes(batch, lostAfter);
    for (Event event : batch.events()) {
      bytes += WebSocketFrames.MAX_HEADER_BYTES + eventBytes(batch.epoch(), event);
    }
    return bytes;
  }
}
