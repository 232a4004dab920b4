package dev.pushmark.scenarios.stamp;

/**
 * Eight characters at a time, as the big-endian bytes of a long: of a stamp, hexadecimal digits.
 */
final class Hex {
  private static final long NIBBLES = 0x0f0f0f0f0f0f0f0fL;
  private static final long ONES = 0x0101010101010101L;
  private static final long LOW_BITS = 0x7f * ONES;
  private static final long HIGH_BITS = ~LOW_BITS;
  private static final int MOST = 5;
  private static final int LETTER_OFFSET = 'a' - '0' - 10;

  private Hex() {}

  static long encode(int value) {
    long v = value & 0xffffffffL;
    v = (v | (v << 16)) & 0x0000ffff0000ffffL;
    v = (v | (v << 8)) & 0x00ff00ff00ff00ffL;
    v = (v | (v << 4)) & NIBBLES;
    long letters = ((v + 0x06 * ONES) >>> 4) & ONES;
    return v + '0' * ONES + letters * LETTER_OFFSET;
  }

  /**
   * Reverses {@link #encode}; what is not a digit gives some number, which the check then fails.
   */
  static int decode(long digits) {
    long letters = (digits >>> 6) & ONES;
    long v = (digits & NIBBLES) + letters * 9;
    v = (v | (v >>> 4)) & 0x00ff00ff00ff00ffL;
    v = (v | (v >>> 8)) & 0x0000ffff0000ffffL;
    return (int) (v | (v >>> 16));
  }

  /**
   * Whether at least five are digits, {@code 0-9} or {@code a-f}: of a stamp's even where it is
   * damaged, and of a text rarely.
   */
  static boolean areMostDigits(long characters) {
    long low = characters & LOW_BITS;
    long digits = (low + (0x80 - '0') * ONES) & ~(low + (0x7f - '9') * ONES);
    long letters = (low + (0x80 - 'a') * ONES) & ~(low + (0x7f - 'f') * ONES);
    return Long.bitCount((digits | letters) & ~characters & HIGH_BITS) >= MOST;
  }

  /**
   * The highest bit of each of the characters that equals another (H. Warren, Hacker's Delight,
   * 6-1: what is left of it is a zero byte).
   */
  static long equal(long characters, byte other) {
    long left = characters ^ (other * ONES);
    return ~(((left & LOW_BITS) + LOW_BITS) | left | LOW_BITS);
  }
}
