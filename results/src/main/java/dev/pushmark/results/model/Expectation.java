package dev.pushmark.results.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something the plan expects of a transport, such as {@code websocket.p99<50ms} or {@code
 * *.lost=0}.
 *
 * @param transport name of a transport, or {@code *} for each of the run
 * @param metric what is compared
 * @param relation how
 * @param bound what it is compared with, in the metric's unit: nanoseconds for times, else a plain
 *     number
 */
public record Expectation(String transport, Metric metric, Relation relation, double bound) {
  /** What an expectation can speak of. */
  public enum Metric {
    P50("p50", true),
    P90("p90", true),
    P99("p99", true),
    P99_9("p99.9", true),
    MAX("max", true),
    TIME_OUT_OF_DATE("timeOutOfDate", true),
    LOST("lost", false),
    SKIPPED("skipped", false),
    DUPLICATED("duplicated", false),
    REORDERED("reordered", false);

    private final String text;
    private final boolean time;

    Metric(String text, boolean time) {
      this.text = text;
      this.time = time;
    }

    /** The name as written in an expectation. */
    public String text() {
      return text;
    }

    /** Whether the bound is a duration rather than a count. */
    public boolean isTime() {
      return time;
    }

    static Metric of(String text, String whole) {
      for (Metric metric : values()) {
        if (metric.text.equalsIgnoreCase(text)) {
          return metric;
        }
      }
      throw wrong(whole);
    }
  }

  /** How a figure is compared with the bound. */
  public enum Relation {
    LESS("<"),
    AT_MOST("<="),
    EQUAL("="),
    AT_LEAST(">="),
    GREATER(">");

    private final String sign;

    Relation(String sign) {
      this.sign = sign;
    }

    /** The sign as written in an expectation. */
    public String sign() {
      return sign;
    }

    static Relation of(String sign) {
      for (Relation relation : values()) {
        if (relation.sign.equals(sign)) {
          return relation;
        }
      }
      throw new IllegalArgumentException("relation must be <, <=, =, >= or >, was " + sign);
    }
  }

  private static final Pattern FORM =
      Pattern.compile(
          "\\s*([a-z0-9-]+|\\*)\\.([A-Za-z]+[0-9.]*)\\s*(<=|>=|<|>|=)\\s*([0-9][0-9.a-z]*)\\s*");

  /**
   * Reads an expectation.
   *
   * @throws IllegalArgumentException quoting the text and the allowed form
   */
  @JsonCreator
  public static Expectation parse(String text) {
    Matcher m = FORM.matcher(text);
    if (!m.matches()) {
      throw wrong(text);
    }
    Metric metric = Metric.of(m.group(2), text);
    try {
      double bound =
          metric.isTime()
              ? DurationText.parse("expect", m.group(4)).toNanos()
              : Double.parseDouble(m.group(4));
      return new Expectation(m.group(1), metric, Relation.of(m.group(3)), bound);
    } catch (IllegalArgumentException e) {
      throw wrong(text);
    }
  }

  /** Whether a figure, in the metric's unit, meets the expectation. */
  public boolean isMetBy(double figure) {
    return switch (relation) {
      case LESS -> figure < bound;
      case AT_MOST -> figure <= bound;
      case EQUAL -> figure == bound;
      case AT_LEAST -> figure >= bound;
      case GREATER -> figure > bound;
    };
  }

  /** Whether it speaks of this transport. */
  public boolean concerns(String transportName) {
    return transport.equals("*") || transport.equals(transportName);
  }

  @JsonValue
  @Override
  public String toString() {
    String value =
        metric.isTime()
            ? DurationText.format(java.time.Duration.ofNanos((long) bound))
            : String.format(Locale.ROOT, "%.0f", bound);
    return transport + "." + metric.text() + relation.sign() + value;
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        "expect must be TRANSPORT.METRIC<BOUND such as websocket.p99<50ms"
            + " (metrics: p50 p90 p99 p99.9 max timeOutOfDate lost skipped duplicated reordered),"
            + " was "
            + text);
  }
}
