package dev.pushmark.scenarios.stamp;

import io.netty.buffer.ByteBuf;

/**
 * Finds stamps in received bytes. A flyweight: {@link #next} moves it from stamp to stamp without
 * allocating. Not thread safe.
 */
public final class StampReader {
  private int publisher;
  private int sequence;
  private long intendedSendTimeNs;
  private long actualSendTimeNs;
  private boolean intact;

  /**
   * Moves to the first stamp that starts at or after an index.
   *
   * @param from absolute index to start at
   * @param to absolute index that a stamp must not reach beyond
   * @return the index to go on from, or -1 if there is none; where the stamp is not {@link #intact}
   *     that is within it, since a whole one may begin there
   */
  public int next(ByteBuf buffer, int from, int to) {
    int last = to - Stamp.LENGTH;
    for (int i = from; i <= last; i++) {
      i = buffer.indexOf(i, last + 1, Stamp.FIRST);
      if (i < 0) {
        return -1;
      }
      if (buffer.getInt(i) == Stamp.MAGIC) {
        read(buffer, i);
        return intact ? i + Stamp.LENGTH : i + Stamp.PUBLISHER;
      }
    }
    return -1;
  }

  private void read(ByteBuf buffer, int index) {
    publisher = Hex.decode(buffer.getLong(index + Stamp.PUBLISHER));
    sequence = Hex.decode(buffer.getLong(index + Stamp.SEQUENCE));
    intendedSendTimeNs = longAt(buffer, index + Stamp.INTENDED);
    actualSendTimeNs = longAt(buffer, index + Stamp.ACTUAL);
    int check = Hex.decode(buffer.getLong(index + Stamp.CHECK));
    intact = check == Stamp.check(publisher, sequence, intendedSendTimeNs, actualSendTimeNs);
  }

  private static long longAt(ByteBuf buffer, int index) {
    long high = Hex.decode(buffer.getLong(index));
    return (high << 32) | (Hex.decode(buffer.getLong(index + 8)) & 0xffffffffL);
  }

  /** Whether the check fits; if not, the other fields mean nothing. */
  public boolean intact() {
    return intact;
  }

  /** Number of the publisher in its injector. */
  public int publisher() {
    return publisher;
  }

  /** Number of the event of that publisher, from 0. */
  public int sequence() {
    return sequence;
  }

  /** When the schedule wanted it sent, on the publisher's clock. */
  public long intendedSendTimeNs() {
    return intendedSendTimeNs;
  }

  /** When it was sent, on the publisher's clock. */
  public long actualSendTimeNs() {
    return actualSendTimeNs;
  }
}
