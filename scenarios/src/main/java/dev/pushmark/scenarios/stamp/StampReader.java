package dev.pushmark.scenarios.stamp;

import static java.lang.invoke.MethodHandles.byteArrayViewVarHandle;
import static java.nio.ByteOrder.BIG_ENDIAN;

import io.netty.buffer.ByteBuf;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * Finds stamps in received bytes. A flyweight: {@link #next} moves it from stamp to stamp without
 * allocating. Not thread safe.
 *
 * <p>It does not look at every byte: all stamps that begin at one of 49 places in a row have eight
 * digits in common, and where there are none, neither is there a stamp.
 */
public final class StampReader {
  /**
   * How many places behind each other a stamp may begin at that all have eight digits in common.
   */
  private static final int STRIDE = Stamp.LENGTH - Stamp.PUBLISHER - Long.BYTES + 1;

  /** Where those lie, from the first of the places. */
  private static final int PROBE = Stamp.LENGTH - Long.BYTES;

  private static final VarHandle EIGHT = byteArrayViewVarHandle(long[].class, BIG_ENDIAN);

  private final byte[] stamp = new byte[Stamp.LENGTH];
  private final byte[] known = new byte[Stamp.LENGTH];
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
    for (int i = from; i <= last; i += STRIDE) {
      if (Hex.areMostDigits(buffer.getLong(i + PROBE))) {
        int found = find(buffer, i, Math.min(i + STRIDE - 1, last));
        if (found >= 0) {
          read(buffer, found);
          return found + (intact ? Stamp.LENGTH : Stamp.PUBLISHER);
        }
      }
    }
    return -1;
  }

  /** The first place of [first, last] where a stamp begins, or -1. */
  private static int find(ByteBuf buffer, int first, int last) {
    for (int i = first; i <= last; i += Long.BYTES) {
      long marks = Hex.equal(buffer.getLong(i), Stamp.FIRST);
      while (marks != 0) {
        int zeros = Long.numberOfLeadingZeros(marks);
        int place = i + zeros / Byte.SIZE;
        if (place <= last && buffer.getInt(place) == Stamp.MAGIC) {
          return place;
        }
        marks ^= Long.MIN_VALUE >>> zeros;
      }
    }
    return -1;
  }

  /** A fan-out brings one stamp to many subscribers: what was read just before is known. */
  private void read(ByteBuf buffer, int index) {
    buffer.getBytes(index, stamp);
    if (!Arrays.equals(stamp, known)) {
      System.arraycopy(stamp, 0, known, 0, Stamp.LENGTH);
      decode();
    }
  }

  private void decode() {
    publisher = Hex.decode(digits(Stamp.PUBLISHER));
    sequence = Hex.decode(digits(Stamp.SEQUENCE));
    intendedSendTimeNs = decodeLong(Stamp.INTENDED);
    actualSendTimeNs = decodeLong(Stamp.ACTUAL);
    int check = Stamp.check(publisher, sequence, intendedSendTimeNs, actualSendTimeNs);
    intact = check == Hex.decode(digits(Stamp.CHECK));
  }

  private long decodeLong(int index) {
    long high = Hex.decode(digits(index));
    return (high << Integer.SIZE) | (Hex.decode(digits(index + Long.BYTES)) & 0xffffffffL);
  }

  private long digits(int index) {
    return (long) EIGHT.get(known, index);
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
