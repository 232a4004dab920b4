package dev.pushmark.results.report;

/** The units of JMH's scores. */
final class ScoreUnit {
  private static final String PER_OPERATION = "/op";
  private static final String OPERATIONS_PER = "ops/";

  private ScoreUnit() {}

  /**
   * What a score is to be multiplied by to be one in nanoseconds per operation, or in operations
   * per second; 1 for a unit that is neither.
   */
  static double factor(String unit) {
    if (unit.endsWith(PER_OPERATION)) {
      return nanoseconds(unit.substring(0, unit.length() - PER_OPERATION.length()));
    }
    return unit.startsWith(OPERATIONS_PER)
        ? 1e9 / nanoseconds(unit.substring(OPERATIONS_PER.length()))
        : 1;
  }

  /** Of a unit of time as JMH writes it. */
  private static double nanoseconds(String unit) {
    return switch (unit) {
      case "us" -> 1e3;
      case "ms" -> 1e6;
      case "s" -> 1e9;
      case "min" -> 60e9;
      case "hr" -> 3_600e9;
      case "day" -> 86_400e9;
      default -> 1;
    };
  }
}
