package dev.pushmark.server.fuzz;

import java.util.SplittableRandom;

/** Seeded chance: the same (seed, number) throws the same dice. Not thread safe. */
final class Dice {
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final SplittableRandom random;

  Dice(long seed, long number) {
    random = new SplittableRandom(seed * SPREAD + number);
  }

  /** 0 to {@code bound - 1}. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }

  @SafeVarargs
  final <T> T of(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
