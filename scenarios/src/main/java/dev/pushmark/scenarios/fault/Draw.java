package dev.pushmark.scenarios.fault;

import dev.pushmark.results.model.Target;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * Random choices that depend on nothing but what they are made from, so that they repeat in
 * whatever order they are made.
 */
final class Draw {
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private Draw() {}

  /** A number that is uniform in [0, 1) over the parts. */
  static double uniform(long... parts) {
    long mixed = 0;
    for (long part : parts) {
      mixed = mix(mixed + GOLDEN_GAMMA + mix(part + GOLDEN_GAMMA));
    }
    return (mixed >>> 11) * 0x1.0p-53;
  }

  /**
   * Which connections, by number, a fault strikes, now and later.
   *
   * @param place the fault's place in its plan
   * @param open numbers of the connections that are open, in ascending order
   */
  static LongPredicate victims(Target target, long seed, int place, List<Long> open) {
    if (target instanceof Target.Share some) {
      return number -> uniform(seed, place, number) < some.share();
    }
    if (target instanceof Target.Nth nth) {
      return number -> number == nth.number();
    }
    if (target instanceof Target.One) {
      if (open.isEmpty()) {
        return number -> false;
      }
      long drawn = open.get((int) (uniform(seed, place) * open.size()));
      return number -> number == drawn;
    }
    return number -> true;
  }

  /** Stafford's variant 13 of MurmurHash3's finalizer, as in {@code SplittableRandom}. */
  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
    return b ^ (b >>> 31);
  }
}
