package dev.pushmark.results.model;

import java.time.Instant;
import java.util.List;

/**
 * What the instrument reported of events whose latency is known, beside what is known; all times in
 * nanoseconds.
 *
 * @param schemaVersion version of this record's format
 * @param version Pushmark's version
 * @param commit the commit it was built from
 * @param command the command as typed
 * @param startedAt when it began
 * @param seed of all random delays
 * @param events of each take
 * @param environment where it took place
 * @param costs what the instrument's own steps take
 * @param takes each pattern over each transport
 */
public record Calibration(
    int schemaVersion,
    String version,
    String commit,
    List<String> command,
    Instant startedAt,
    long seed,
    int events,
    Environment environment,
    List<Cost> costs,
    List<Take> takes) {
  /** The version that is written, and the newest that is read. */
  public static final int SCHEMA_VERSION = 2;

  /** The pattern that is repeated, so that one can see what repeating alone changes. */
  public static final String REPEATED = "at-once";

  public Calibration {
    command = List.copyOf(command);
    costs = List.copyOf(costs);
    takes = List.copyOf(takes);
  }

  /**
   * What one step of the instrument takes.
   *
   * @param step its name
   * @param samples times it was measured
   * @param spreadNs from the 10th to the 90th percentile
   */
  public record Cost(String step, int samples, double medianNs, double spreadNs, double p99Ns) {
    /** From a byte's way into a socket to the first line of code that an idle event loop runs. */
    public static final String WAKE_UP = "wake-up";
  }

  /**
   * One pattern of latencies over one transport.
   *
   * @param repetition from 1
   * @param writes batches in which the server wrote the events
   * @param percentiles where enough events lie behind them
   * @param counts of what is counted
   */
  public record Take(
      String transport,
      String pattern,
      int repetition,
      int writes,
      List<Reading> percentiles,
      List<Counted> counts) {
    public Take {
      percentiles = List.copyOf(percentiles);
      counts = List.copyOf(counts);
    }
  }

  /**
   * A percentile of the delivery latency.
   *
   * @param percent 0 to 100
   * @param trueNs of the times at which the server wrote
   * @param reportedNs of the histogram that a round would have
   * @param resolutionNs how exact the instrument says that this is
   */
  public record Reading(double percent, long trueNs, long reportedNs, long resolutionNs) {
    /** An error of less than this is always allowed. */
    public static final long ALLOWED_NS = 100_000;

    /** And one of less than this share of the truth. */
    public static final double ALLOWED_SHARE = 0.02;

    /** How much more was reported than is true. */
    public long errorNs() {
      return reportedNs - trueNs;
    }

    /** The largest error, either way, of an instrument that is sound. */
    public long allowedNs() {
      return Math.max(ALLOWED_NS, Math.round(ALLOWED_SHARE * Math.abs((double) trueNs)));
    }

    /** The error as a multiple of what is allowed: from −1 to 1 it is. */
    public double timesAllowed() {
      return (double) errorNs() / allowedNs();
    }

    /** Whether the error is one that is allowed. */
    public boolean sound() {
      return Math.abs(errorNs()) <= allowedNs();
    }

    /** Whether the error is within what the instrument says of itself. */
    public boolean asStated() {
      return Math.abs(errorNs()) <= resolutionNs;
    }
  }

  /** Something that is counted; exact, or the instrument is not sound. */
  public record Counted(String what, long truth, long reported) {
    /** Whether it was counted right. */
    public boolean exact() {
      return truth == reported;
    }
  }
}
