package dev.pushmark.bench.micro.receivers;

/** Whether something is at most as large as it may be, as far as an interval can tell. */
enum Limit {
  MET("met"),
  MISSED("missed"),
  CANNOT_BE_TOLD("cannot be told from so few rounds");

  private final String words;

  Limit(String words) {
    this.words = words;
  }

  /** Of what lies between two values. */
  static Limit of(double low, double high, double limit) {
    return high <= limit ? MET : low > limit ? MISSED : CANNOT_BE_TOLD;
  }

  /** This limit or that one: it is enough to meet either. */
  Limit or(Limit other) {
    if (this == MET || other == MET) {
      return MET;
    }
    return this == MISSED && other == MISSED ? MISSED : CANNOT_BE_TOLD;
  }

  String words() {
    return words;
  }
}
