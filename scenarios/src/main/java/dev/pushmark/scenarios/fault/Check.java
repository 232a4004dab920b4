package dev.pushmark.scenarios.fault;

/** The one shape of an error about a configured value: the name, what is allowed, what it was. */
final class Check {
  private Check() {}

  static void that(boolean holds, String name, String allowed, Object was) {
    if (!holds) {
      throw new IllegalArgumentException(name + " must be " + allowed + ", was " + was);
    }
  }
}
