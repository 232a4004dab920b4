package dev.pushmark.server.polling;

import dev.pushmark.server.compression.Gzip;
import dev.pushmark.server.room.Batch;
import dev.pushmark.server.room.Event;
import dev.pushmark.server.wire.EventText;
import dev.pushmark.server.wire.WireForm;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.util.AsciiString;

/** The body of a poll's answer: <code>{"next":"…","events":[…]}</code>. */
enum PollForm implements WireForm {
  PLAIN,

  /** For clients that take gzip; plain all the same where that is shorter. */
  GZIP;

  /** Shorter bodies get longer by gzip's own header and end, or hardly shorter. */
  private static final int GZIP_BYTES = 128;

  private static final AsciiString NEXT = AsciiString.cached("{\"next\":\"");
  private static final AsciiString EVENTS = AsciiString.cached("\",\"events\":[");
  private static final AsciiString END = AsciiString.cached("]}");

  @Override
  public ByteBuf encode(Batch batch, ByteBufAllocator allocator) {
    ByteBuf body = plain(batch, allocator);
    return this == GZIP && body.readableBytes() >= GZIP_BYTES ? Gzip.whole(body, allocator) : body;
  }

  private static ByteBuf plain(Batch batch, ByteBufAllocator allocator) {
    ByteBuf body = allocator.buffer(bytes(batch));
    ByteBufUtil.writeAscii(body, NEXT);
    EventText.writeId(body, batch.epoch(), batch.next());
    ByteBufUtil.writeAscii(body, EVENTS);
    boolean first = true;
    if (batch.lostAfter() != null) {
      EventText.writeGap(body, batch, batch.lostAfter());
      first = false;
    }
    for (Event event : batch.events()) {
      if (!first) {
        body.writeByte(',');
      }
      EventText.writeEvent(body, batch.epoch(), event);
      first = false;
    }
    ByteBufUtil.writeAscii(body, END);
    return body;
  }

  private static int bytes(Batch batch) {
    int frame = NEXT.length() + EVENTS.length() + END.length();
    int bytes = frame + EventText.idBytes(batch.epoch(), batch.next());
    bytes += EventText.gapBytes(batch, batch.lostAfter()) + 1;
    for (Event event : batch.events()) {
      bytes += EventText.eventBytes(batch.epoch(), event) + 1;
    }
    return bytes;
  }
}
