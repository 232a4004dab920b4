package dev.pushmark.server.grpc;

import dev.pushmark.server.room.Batch;
import dev.pushmark.server.room.Event;
import dev.pushmark.server.room.EventId;
import dev.pushmark.server.wire.EventText;
import dev.pushmark.server.wire.WireForm;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** One framed {@code Delivery} message of {@code pushmark.proto} per event and per gap. */
enum DeliveryForm implements WireForm {
  PROTOBUF;

  // of Delivery
  private static final int EVENT = 1;
  private static final int GAP = 2;
  private static final int PLACE = 3;

  // of Event
  private static final int ID = 1;
  private static final int PAYLOAD = 2;

  // of Gap
  private static final int AFTER = 1;
  private static final int NEXT = 2;
  private static final int MISSED = 3;

  private static final int MAX_ID_BYTES = 64;
  private static final int MAX_GAP_BYTES = 4 * MAX_ID_BYTES;

  /** Of everything but id and payload. */
  private static final int MAX_ENVELOPE_BYTES = 32;

  /** What a stream begins with: where it begins. */
  ByteBuf preamble(EventId place, ByteBufAllocator allocator) {
    ByteBuf out = allocator.buffer(MAX_ENVELOPE_BYTES + MAX_ID_BYTES);
    int idBytes = EventText.idBytes(place.epoch(), place.offset());
    Frame.writeHeader(out, Protobuf.fieldBytes(idBytes));
    writeId(out, PLACE, place.epoch(), place.offset(), idBytes);
    return out;
  }

  @Override
  public ByteBuf encode(Batch batch, ByteBufAllocator allocator) {
    EventId lostAfter = batch.lostAfter();
    int perEvent = MAX_ENVELOPE_BYTES + MAX_ID_BYTES;
    int bytes = batch.payloadBytes() + batch.events().size() * perEvent;
    ByteBuf out = allocator.buffer(bytes + (lostAfter == null ? 0 : MAX_GAP_BYTES));
    if (lostAfter != null) {
      writeGap(out, batch, lostAfter);
    }
    for (Event event : batch.events()) {
      writeEvent(out, batch.epoch(), event);
    }
    return out;
  }

  private static void writeEvent(ByteBuf out, String epoch, Event event) {
    byte[] payload = event.payload();
    int idBytes = EventText.idBytes(epoch, event.offset());
    int eventBytes = Protobuf.fieldBytes(idBytes) + Protobuf.fieldBytes(payload.length);
    Frame.writeHeader(out, Protobuf.fieldBytes(eventBytes));
    Protobuf.writeHeader(out, EVENT, eventBytes);
    writeId(out, ID, epoch, event.offset(), idBytes);
    Protobuf.writeHeader(out, PAYLOAD, payload.length);
    out.writeBytes(payload);
  }

  private static void writeGap(ByteBuf out, Batch batch, EventId lostAfter) {
    int afterBytes = EventText.idBytes(lostAfter.epoch(), lostAfter.offset());
    int nextBytes = EventText.idBytes(batch.epoch(), batch.first());
    long missed = batch.knownLost();
    int missedBytes = missed == 0 ? 0 : 1 + Protobuf.varintBytes(missed);
    int gapBytes = Protobuf.fieldBytes(afterBytes) + Protobuf.fieldBytes(nextBytes) + missedBytes;
    Frame.writeHeader(out, Protobuf.fieldBytes(gapBytes));
    Protobuf.writeHeader(out, GAP, gapBytes);
    writeId(out, AFTER, lostAfter.epoch(), lostAfter.offset(), afterBytes);
    writeId(out, NEXT, batch.epoch(), batch.first(), nextBytes);
    if (missed != 0) {
      out.writeByte(Protobuf.tag(MISSED, Protobuf.VARINT));
      Protobuf.writeVarint(out, missed);
    }
  }

  private static void writeId(ByteBuf out, int field, String epoch, long offset, int idBytes) {
    Protobuf.writeHeader(out, field, idBytes);
    EventText.writeId(out, epoch, offset);
  }
}
