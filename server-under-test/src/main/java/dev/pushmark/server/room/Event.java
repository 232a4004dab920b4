package dev.pushmark.server.room;

/** One event in a room's log. */
public final class Event {
  private final long offset;
  private final byte[] payload;
  private final long endBytes;
  private final long appendedNs;

  Event(long offset, byte[] payload, long endBytes, long appendedNs) {
    this.offset = offset;
    this.payload = payload;
    this.endBytes = endBytes;
    this.appendedNs = appendedNs;
  }

  public long offset() {
    return offset;
  }

  /** The JSON text exactly as published: shared by all readers, not to be changed by any. */
  public byte[] payload() {
    return payload;
  }

  /** Bytes of payload that the room has seen up to and with this event. */
  long endBytes() {
    return endBytes;
  }

  long startBytes() {
    return endBytes - payload.length;
  }

  long appendedNs() {
    return appendedNs;
  }
}
