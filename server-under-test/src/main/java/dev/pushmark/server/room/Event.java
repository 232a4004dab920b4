package dev.pushmark.server.room;

/** One event in a room's log. */
public final class Event {
  private final long offset;
  private final byte[] payload;
  private final long appendedNs;

  Event(long offset, byte[] payload, long appendedNs) {
    this.offset = offset;
    this.payload = payload;
    this.appendedNs = appendedNs;
  }

  public long offset() {
    return offset;
  }

  /** The JSON text exactly as published: shared by all readers, not to be changed by any. */
  public byte[] payload() {
    return payload;
  }

  long appendedNs() {
    return appendedNs;
  }
}
