package dev.pushmark.server.wire;

import dev.pushmark.server.room.Batch;
import dev.pushmark.server.room.Event;
import dev.pushmark.server.room.EventId;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/**
 * Events, ids and gaps as JSON text. Payloads are copied byte for byte. The {@code …Bytes} methods
 * tell the exact length beforehand.
 */
public final class EventText {
  private static final AsciiString EVENT_ID = AsciiString.cached("{\"id\":\"");
  private static final AsciiString EVENT_DATA = AsciiString.cached("\",\"data\":");
  private static final AsciiString GAP = AsciiString.cached("{\"gap\":");
  private static final AsciiString AFTER = AsciiString.cached("{\"after\":\"");
  private static final AsciiString NEXT = AsciiString.cached("\",\"next\":\"");
  private static final AsciiString END_RANGE = AsciiString.cached("\"}");

  private EventText() {}

  public static void writeId(ByteBuf out, String epoch, long offset) {
    ByteBufUtil.writeAscii(out, epoch);
    out.writeByte('-');
    int digits = digits(offset);
    int start = out.writerIndex();
    out.ensureWritable(digits);
    long rest = offset;
    for (int i = start + digits - 1; i >= start; i--) {
      out.setByte(i, '0' + (int) (rest % 10));
      rest /= 10;
    }
    out.writerIndex(start + digits);
  }

  public static int idBytes(String epoch, long offset) {
    return epoch.length() + 1 + digits(offset);
  }

  /** <code>{"id":"…","data":…}</code>. */
  public static void writeEvent(ByteBuf out, String epoch, Event event) {
    ByteBufUtil.writeAscii(out, EVENT_ID);
    writeId(out, epoch, event.offset());
    ByteBufUtil.writeAscii(out, EVENT_DATA);
    out.writeBytes(event.payload()).writeByte('}');
  }

  public static int eventBytes(String epoch, Event event) {
    int envelope = EVENT_ID.length() + EVENT_DATA.length() + 1;
    return envelope + idBytes(epoch, event.offset()) + event.payload().length;
  }

  /** The hole in front of a batch, <code>{"gap":{…}}</code>. */
  public static void writeGap(ByteBuf out, Batch batch, EventId lostAfter) {
    ByteBufUtil.writeAscii(out, GAP);
    writeGapRange(out, batch, lostAfter);
    out.writeByte('}');
  }

  public static int gapBytes(Batch batch, @Nullable EventId lostAfter) {
    return lostAfter == null ? 0 : GAP.length() + gapRangeBytes(batch, lostAfter) + 1;
  }

  /** <code>{"after":"…","next":"…"}</code>. */
  public static void writeGapRange(ByteBuf out, Batch batch, EventId lostAfter) {
    ByteBufUtil.writeAscii(out, AFTER);
    writeId(out, lostAfter.epoch(), lostAfter.offset());
    ByteBufUtil.writeAscii(out, NEXT);
    writeId(out, batch.epoch(), batch.first());
    ByteBufUtil.writeAscii(out, END_RANGE);
  }

  public static int gapRangeBytes(Batch batch, EventId lostAfter) {
    return AFTER.length()
        + idBytes(lostAfter.epoch(), lostAfter.offset())
        + NEXT.length()
        + idBytes(batch.epoch(), batch.first())
        + END_RANGE.length();
  }

  private static int digits(long value) {
    int digits = 1;
    for (long rest = value; rest >= 10; rest /= 10) {
      digits++;
    }
    return digits;
  }
}
