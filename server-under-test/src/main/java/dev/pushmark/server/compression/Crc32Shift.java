package dev.pushmark.server.compression;

/**
 * Arithmetic modulo the polynomial of CRC-32, its bits reflected as in zlib's {@code
 * crc32_combine}: the checksum of two texts in a row is the first one's, shifted past the second,
 * plus (exclusive or) the second one's.
 */
final class Crc32Shift {
  private static final int POLYNOMIAL = 0xEDB88320;

  /** x to the 0. */
  private static final int ONE = 1 << 31;

  /** x to the 8: one byte. */
  private static final int BYTE = 1 << 23;

  private Crc32Shift() {}

  /** The factor that shifts a checksum past so many bytes. */
  static int past(int bytes) {
    int power = BYTE;
    int shift = ONE;
    for (int rest = bytes; rest != 0; rest >>>= 1) {
      if ((rest & 1) != 0) {
        shift = product(power, shift);
      }
      power = product(power, power);
    }
    return shift;
  }

  static int product(int a, int b) {
    int product = 0;
    int times = b;
    for (int rest = a; rest != 0; rest <<= 1) {
      if (rest < 0) {
        product ^= times;
      }
      times = (times >>> 1) ^ (-(times & 1) & POLYNOMIAL);
    }
    return product;
  }
}
