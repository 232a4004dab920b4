package dev.pushmark.scenarios.stamp;

/** Eight hexadecimal digits at a time, as the big-endian bytes of a long. */
final class Hex {
  private static final long NIBBLES = 0x0f0f0f0f0f0f0f0fL;
  private static final long ONES = 0x0101010101010101L;
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
}
