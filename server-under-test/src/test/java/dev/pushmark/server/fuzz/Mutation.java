package dev.pushmark.server.fuzz;

import java.util.Arrays;

/** Small damage to bytes that were right, or nearly so. */
final class Mutation {
  private static final int MAX_INSERTED = 12;
  private static final String TELLING = "\0\1 \t\r\n:,%\177\377";

  private Mutation() {}

  static byte[] some(Dice dice, byte[] bytes) {
    byte[] damaged = bytes;
    for (int times = 1 + dice.below(4); times > 0 && damaged.length > 0; times--) {
      damaged = one(dice, damaged);
    }
    return damaged;
  }

  private static byte[] one(Dice dice, byte[] bytes) {
    int from = dice.below(bytes.length);
    int to = from + 1 + dice.below(Math.min(bytes.length - from, 1 + dice.below(64)));
    byte[] range = Arrays.copyOfRange(bytes, from, to);
    return switch (dice.below(7)) {
      case 0 -> replace(bytes, from, from + 1, new byte[] {flip(dice, bytes[from])});
      case 1 -> replace(bytes, from, from + 1, telling(dice));
      case 2 -> replace(bytes, from, from, telling(dice));
      case 3 -> replace(bytes, from, from, dice.bytes(1 + dice.below(MAX_INSERTED)));
      case 4 -> replace(bytes, from, to, new byte[0]);
      case 5 -> replace(bytes, from, from, range);
      default -> Arrays.copyOf(bytes, from);
    };
  }

  private static byte flip(Dice dice, byte one) {
    return (byte) (one ^ 1 << dice.below(8));
  }

  private static byte[] telling(Dice dice) {
    return new byte[] {(byte) TELLING.charAt(dice.below(TELLING.length()))};
  }

  private static byte[] replace(byte[] bytes, int from, int to, byte[] by) {
    return new Bytes()
        .add(Arrays.copyOf(bytes, from))
        .add(by)
        .add(Arrays.copyOfRange(bytes, to, bytes.length))
        .toArray();
  }
}
