package dev.pushmark.scenarios.stamp;

import io.netty.buffer.ByteBuf;

/**
 * The layout of the token that a publisher puts into each payload and a subscriber finds again by
 * scanning, whatever envelope a server wraps around it. It consists of characters that neither JSON
 * nor a URL nor HTML changes:
 *
 * <pre>
 * ~pM~ publisher(8) sequence(8) intendedSendTimeNs(16) actualSendTimeNs(16) check(8)   60 characters
 * </pre>
 *
 * Numbers are lower-case hexadecimal; the check is a hash of all four, so that damage and chance
 * likenesses are told from stamps.
 */
public final class Stamp {
  /** Length of a stamp in bytes (ASCII). */
  public static final int LENGTH = 60;

  /** First byte of every stamp. */
  static final byte FIRST = '~';

  /** The four bytes {@code ~pM~}, big-endian. */
  static final int MAGIC = 0x7e704d7e;

  static final int PUBLISHER = 4;
  static final int SEQUENCE = 12;
  static final int INTENDED = 20;
  static final int ACTUAL = 36;
  static final int CHECK = 52;

  private Stamp() {}

  /**
   * Writes a stamp over the 60 bytes at an index. Allocates nothing.
   *
   * @param publisher number of the publisher in its injector
   * @param sequence number of the event of that publisher, from 0
   * @param intendedSendTimeNs when the schedule wanted it sent
   * @param actualSendTimeNs when it is sent
   */
  public static void set(
      ByteBuf buffer,
      int index,
      int publisher,
      int sequence,
      long intendedSendTimeNs,
      long actualSendTimeNs) {
    buffer.setInt(index, MAGIC);
    buffer.setLong(index + PUBLISHER, Hex.encode(publisher));
    buffer.setLong(index + SEQUENCE, Hex.encode(sequence));
    setHex(buffer, index + INTENDED, intendedSendTimeNs);
    setHex(buffer, index + ACTUAL, actualSendTimeNs);
    int check = check(publisher, sequence, intendedSendTimeNs, actualSendTimeNs);
    buffer.setLong(index + CHECK, Hex.encode(check));
  }

  private static void setHex(ByteBuf buffer, int index, long value) {
    buffer.setLong(index, Hex.encode((int) (value >>> 32)));
    buffer.setLong(index + 8, Hex.encode((int) value));
  }

  /** Fibonacci hashing of each (the multipliers are odd and far apart), and their mixture. */
  static int check(int publisher, int sequence, long intended, long actual) {
    long event = ((long) publisher << 32) | (sequence & 0xffffffffL);
    return (int) mix(event * 0x9e3779b97f4a7c15L ^ intended * 0xc2b2ae3d27d4eb4fL ^ actual);
  }

  /** The 64-bit finalizer of MurmurHash3 (Austin Appleby, public domain). */
  private static long mix(long k) {
    long h = (k ^ (k >>> 33)) * 0xff51afd7ed558ccdL;
    h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return h ^ (h >>> 33);
  }
}
